-- What is read from the tables of a ledger; made anew whenever its version changes.

-- The best answer for each target of a run: a report before a failure, a deeper look before a lighter one. Its target is
-- that of `answers`, whose key begins with run and target: one answer is found without going through the others.
CREATE VIEW best AS
  SELECT a.run, a.target, r.kind, r.depth, r.at, r.score, r.low, r.high, r.coverage, r.grade, r.name, r.packed, r.ties
  FROM answers a JOIN results r ON r.id = a.result
  WHERE NOT EXISTS (
    SELECT 1 FROM answers b JOIN results s ON s.id = b.result
    WHERE b.run = a.run AND b.target = a.target AND (s.kind = 'report', b.deep) > (r.kind = 'report', a.deep)
  );
CREATE VIEW first_looks AS SELECT a.run, r.* FROM answers a JOIN results r ON r.id = a.result WHERE a.deep = 0;
