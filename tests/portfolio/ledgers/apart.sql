-- The ledger of a portfolio, version 1. Times are UTC, ISO 8601 with Z.
CREATE TABLE runs (
  number INTEGER PRIMARY KEY,
  began TEXT NOT NULL,
  ended TEXT,              -- null until every target has an answer
  list TEXT NOT NULL,      -- what the list was called
  depth TEXT NOT NULL,     -- git, survey, standard or auto
  profile TEXT NOT NULL,
  version TEXT NOT NULL,   -- of oshealth
  asked TEXT NOT NULL,     -- a digest of all that decides a result, but the list and the depth
  targets INTEGER NOT NULL
);
CREATE TABLE results (
  id INTEGER PRIMARY KEY,
  target TEXT NOT NULL,
  kind TEXT NOT NULL,      -- report, passing or lasting
  depth TEXT NOT NULL,     -- git, survey or standard
  at TEXT NOT NULL,
  score INTEGER, low INTEGER, high INTEGER, coverage INTEGER,
  grade TEXT NOT NULL,
  name TEXT NOT NULL,      -- the full name that the forge gives
  packed BLOB NOT NULL,    -- zlib of JSON: one result of the JSON report
  ties BLOB NOT NULL       -- zlib of JSON: what may tie it to other repositories
);
CREATE INDEX results_of_target ON results (target, at);
CREATE TABLE answers (     -- which result answers for which target in which run
  run INTEGER NOT NULL REFERENCES runs,
  target TEXT NOT NULL,
  deep INTEGER NOT NULL,   -- 1 for the second, deeper look of --depth auto
  result INTEGER NOT NULL REFERENCES results,
  PRIMARY KEY (run, target, deep)
) WITHOUT ROWID;
CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- The best answer for each target of a run: a report before a failure, a deeper look before a lighter one.
CREATE VIEW best AS
  SELECT a.run, r.* FROM answers a JOIN results r ON r.id = a.result
  WHERE NOT EXISTS (
    SELECT 1 FROM answers b JOIN results s ON s.id = b.result
    WHERE b.run = a.run AND b.target = a.target AND (s.kind = 'report', b.deep) > (r.kind = 'report', a.deep)
  );
CREATE VIEW first_looks AS SELECT a.run, r.* FROM answers a JOIN results r ON r.id = a.result WHERE a.deep = 0;
