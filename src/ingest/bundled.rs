//! The five articles compiled into the program.

/// Path, as it is shown, and bytes.
pub(crate) const ARTICLES: [(&str, &[u8]); 5] = [
    ("seeds/000_671eebf690b4f501.txt", include_bytes!("../../seeds/000_671eebf690b4f501.txt")),
    ("seeds/001_7464f5b2b0583fe2.txt", include_bytes!("../../seeds/001_7464f5b2b0583fe2.txt")),
    ("seeds/002_8ddaf46cca5d6bb5.txt", include_bytes!("../../seeds/002_8ddaf46cca5d6bb5.txt")),
    ("seeds/003_95b5386d4509a4bf.txt", include_bytes!("../../seeds/003_95b5386d4509a4bf.txt")),
    ("seeds/004_668c5b82d5f479ed.txt", include_bytes!("../../seeds/004_668c5b82d5f479ed.txt")),
];
