//! What sort of happening a word names, and which sorts can be one happening told in two ways.

/// The sort of a happening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Class {
    Meet,
    Talk,
    Call,
    Visit,
    Invite,
    Sign,
    Agree,
    Announce,
    Pledge,
    Criticise,
    Demand,
    Warn,
    Support,
    Reject,
    Say,
    Ask,
    Attack,
    Kill,
    Die,
    Fight,
    Deploy,
    Exercise,
    Elect,
    Appoint,
    Choose,
    Resign,
    Sanction,
    Restrict,
    Law,
    Court,
    Free,
    Disaster,
    Protest,
    Launch,
    Hold,
    End,
    Commemorate,
    Games,
    Money,
    Move,
    Find,
    Health,
    Break,
    /// A happening with a name of its own: a war, a treaty, the Games of a year.
    Known,
}

/// The names the table of triggers uses.
const NAMES: [(&str, Class); 43] = [
    ("meet", Class::Meet),
    ("talk", Class::Talk),
    ("call", Class::Call),
    ("visit", Class::Visit),
    ("invite", Class::Invite),
    ("sign", Class::Sign),
    ("agree", Class::Agree),
    ("announce", Class::Announce),
    ("pledge", Class::Pledge),
    ("criticise", Class::Criticise),
    ("demand", Class::Demand),
    ("warn", Class::Warn),
    ("support", Class::Support),
    ("reject", Class::Reject),
    ("say", Class::Say),
    ("ask", Class::Ask),
    ("attack", Class::Attack),
    ("kill", Class::Kill),
    ("die", Class::Die),
    ("fight", Class::Fight),
    ("deploy", Class::Deploy),
    ("exercise", Class::Exercise),
    ("elect", Class::Elect),
    ("appoint", Class::Appoint),
    ("choose", Class::Choose),
    ("resign", Class::Resign),
    ("sanction", Class::Sanction),
    ("restrict", Class::Restrict),
    ("law", Class::Law),
    ("court", Class::Court),
    ("free", Class::Free),
    ("disaster", Class::Disaster),
    ("protest", Class::Protest),
    ("launch", Class::Launch),
    ("hold", Class::Hold),
    ("end", Class::End),
    ("commemorate", Class::Commemorate),
    ("games", Class::Games),
    ("money", Class::Money),
    ("move", Class::Move),
    ("find", Class::Find),
    ("health", Class::Health),
    ("break", Class::Break),
];

/// Classes of which one outlet may use the one and another the other for one happening.
const KIN: [&[Class]; 11] = [
    &[Class::Meet, Class::Talk, Class::Hold],
    &[Class::Sign, Class::Agree, Class::Announce, Class::Pledge],
    &[Class::Attack, Class::Kill, Class::Die],
    &[Class::Attack, Class::Fight],
    &[Class::Elect, Class::Appoint, Class::Choose],
    &[Class::Sanction, Class::Restrict],
    &[Class::Law, Class::Restrict, Class::Court],
    &[Class::Commemorate, Class::Launch, Class::Games, Class::Hold],
    &[Class::Disaster, Class::Die, Class::Kill],
    &[Class::Resign, Class::End],
    &[Class::Criticise, Class::Warn, Class::Demand, Class::Reject],
];

impl Class {
    /// The class of a name in the table of triggers.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|&(_, class)| class)
    }

    /// Whether it is an act of speaking: two of them are one only if the same is said.
    pub(super) const fn is_speech(self) -> bool {
        matches!(
            self,
            Self::Announce
                | Self::Pledge
                | Self::Criticise
                | Self::Demand
                | Self::Warn
                | Self::Support
                | Self::Reject
                | Self::Say
                | Self::Ask
        )
    }

    /// Whether all who take part do so alike: a meeting of A and B is one of B and A, a visit is not.
    pub(super) const fn is_mutual(self) -> bool {
        matches!(
            self,
            Self::Meet
                | Self::Talk
                | Self::Call
                | Self::Sign
                | Self::Agree
                | Self::Fight
                | Self::Exercise
                | Self::Break
                | Self::Commemorate
                | Self::Games
                | Self::Known
        )
    }

    /// Whether something may have been wrecked.
    pub(super) const fn is_wreck(self) -> bool {
        matches!(self, Self::Disaster | Self::Kill | Self::Die)
    }

    /// How well two classes go together: 2 the same, 1 kin, 0 not.
    pub(super) fn kinship(self, other: Self) -> u8 {
        if self == other {
            return 2;
        }
        u8::from(KIN.iter().any(|kin| kin.contains(&self) && kin.contains(&other)))
    }

    /// A class that stands for all its kin when happenings are put into blocks for linking.
    pub(super) fn block(self) -> Self {
        match self {
            Self::Talk | Self::Hold | Self::Visit | Self::Call => Self::Meet,
            Self::Agree | Self::Announce | Self::Pledge => Self::Sign,
            Self::Kill | Self::Die | Self::Fight | Self::Disaster => Self::Attack,
            Self::Appoint | Self::Choose => Self::Elect,
            Self::Restrict | Self::Law | Self::Court => Self::Sanction,
            Self::Games | Self::Launch => Self::Commemorate,
            Self::End => Self::Resign,
            Self::Warn | Self::Demand | Self::Reject => Self::Criticise,
            other => other,
        }
    }
}
