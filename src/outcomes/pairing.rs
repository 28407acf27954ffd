pub fn pair(_: &super::tally::Tally, _: &super::tally::Tally) -> super::ledger::Ledger {
    Default::default()
}
