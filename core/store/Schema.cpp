#include "store/Schema.h"

namespace proofstead::store {

// Texts that repeat (actors, actions, addresses) are kept once in `term`; number 0 is "not said". Events lie in blocks,
// one for each segment or several (EventBlock.h); `event_flag` holds what later events said about them, `event_posting`
// in which blocks a term occurs (bit n of part p: block 64 p + n). Record ids of events, register_row, principal_row,
// credential_row, statement_row and grant_row come from one sequence (meta next_record). Rollups are kept by import:
// they become visible with the import's first custody entry. source_digest_row holds what the provider's own digests
// said of its files, from log position `since` until `gone`. `predecessor`: the file that this one was when it was
// shorter.
const std::string_view kSchema = R"sql(
CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE secret(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE term(id INTEGER PRIMARY KEY, text TEXT UNIQUE);
INSERT INTO term VALUES(0, NULL);
CREATE TABLE import(id INTEGER PRIMARY KEY, state TEXT NOT NULL, started_at INTEGER NOT NULL, actor TEXT NOT NULL,
  first_custody INTEGER);
CREATE TABLE file(id INTEGER PRIMARY KEY, import_id INTEGER NOT NULL, source_id INTEGER NOT NULL, environment TEXT,
  register TEXT, path TEXT NOT NULL, member TEXT NOT NULL DEFAULT '', sha256 TEXT, content_sha256 TEXT, size INTEGER,
  content_size INTEGER, records INTEGER, events INTEGER, accepted INTEGER, duplicate INTEGER, rejected INTEGER,
  root TEXT, custody INTEGER, imported_at INTEGER, collected_at INTEGER, observed_from INTEGER, observed_to INTEGER,
  problem TEXT NOT NULL DEFAULT '', mismatch INTEGER NOT NULL DEFAULT 0, predecessor INTEGER);
CREATE INDEX file_sha256 ON file(sha256);
CREATE INDEX file_custody ON file(custody);
CREATE TABLE resume_mark(file_id INTEGER PRIMARY KEY, mark TEXT NOT NULL);
CREATE TABLE segment(id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL, first_leaf INTEGER NOT NULL,
  leaves INTEGER NOT NULL, raw_size INTEGER NOT NULL, layout BLOB NOT NULL, salts BLOB NOT NULL, hashes BLOB NOT NULL,
  packed BLOB NOT NULL);
CREATE UNIQUE INDEX segment_file ON segment(file_id, first_leaf);
CREATE TABLE event_block(id INTEGER PRIMARY KEY, first_record INTEGER NOT NULL, count INTEGER NOT NULL,
  file_id INTEGER NOT NULL, source_id INTEGER NOT NULL, first_at INTEGER, last_at INTEGER, flags INTEGER NOT NULL);
CREATE UNIQUE INDEX block_record ON event_block(first_record);
CREATE INDEX block_first ON event_block(first_at);
CREATE INDEX block_last ON event_block(last_at);
CREATE INDEX block_file ON event_block(file_id);
CREATE TABLE block_data(id INTEGER PRIMARY KEY, columns BLOB NOT NULL, native_ids BLOB NOT NULL, targets BLOB NOT NULL,
  attributes BLOB NOT NULL, contents BLOB NOT NULL);
CREATE TABLE event_flag(id INTEGER NOT NULL, file_id INTEGER NOT NULL, flags INTEGER NOT NULL,
  PRIMARY KEY(id, file_id)) WITHOUT ROWID;
CREATE TABLE event_posting(kind INTEGER NOT NULL, term INTEGER NOT NULL, part INTEGER NOT NULL, bits INTEGER NOT NULL,
  PRIMARY KEY(kind, term, part)) WITHOUT ROWID;
CREATE TABLE duplicate_row(file_id INTEGER NOT NULL, leaf INTEGER NOT NULL, idx INTEGER NOT NULL,
  event_id INTEGER NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL,
  PRIMARY KEY(file_id, leaf, idx)) WITHOUT ROWID;
CREATE INDEX duplicate_event ON duplicate_row(event_id);
CREATE TABLE fingerprint_run(id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, first INTEGER NOT NULL, data BLOB NOT NULL);
CREATE INDEX fingerprint_first ON fingerprint_run(batch, first);
CREATE TABLE reject_row(file_id INTEGER NOT NULL, leaf INTEGER NOT NULL, line INTEGER NOT NULL, offset INTEGER NOT NULL,
  length INTEGER NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL, PRIMARY KEY(file_id, leaf)) WITHOUT ROWID;
CREATE TABLE pointer_row(file_id INTEGER NOT NULL, leaf INTEGER NOT NULL, pointer TEXT NOT NULL,
  PRIMARY KEY(file_id, leaf)) WITHOUT ROWID;
CREATE TABLE file_environment(file_id INTEGER NOT NULL, environment_id INTEGER NOT NULL, events INTEGER NOT NULL,
  first_at INTEGER, last_at INTEGER, PRIMARY KEY(file_id, environment_id)) WITHOUT ROWID;
CREATE TABLE hour_row(import_id INTEGER NOT NULL, source_id INTEGER NOT NULL, environment_id INTEGER NOT NULL,
  region_id INTEGER NOT NULL, category_id INTEGER NOT NULL, hour INTEGER NOT NULL, n INTEGER NOT NULL,
  first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
  PRIMARY KEY(import_id, source_id, environment_id, region_id, category_id, hour)) WITHOUT ROWID;
CREATE TABLE register_row(id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL, leaf INTEGER NOT NULL,
  register TEXT NOT NULL, key TEXT NOT NULL, data TEXT NOT NULL);
CREATE INDEX register_key ON register_row(register, key);
CREATE TABLE document_row(id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL, leaf INTEGER NOT NULL);
CREATE INDEX document_file ON document_row(file_id, leaf);
CREATE TABLE source_digest_row(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, since INTEGER NOT NULL, gone INTEGER,
  data TEXT NOT NULL);
CREATE INDEX source_digest_gone ON source_digest_row(gone);
CREATE TABLE principal_row(id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL, leaf INTEGER NOT NULL, provider TEXT,
  kind TEXT, native_id TEXT, unique_id TEXT, account TEXT, name TEXT, path TEXT, created_at INTEGER,
  last_used_at INTEGER, groups TEXT, boundary TEXT);
CREATE TABLE credential_row(id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL, leaf INTEGER NOT NULL, account TEXT,
  principal TEXT, kind TEXT, active INTEGER, rotated_at INTEGER, last_used_at INTEGER, last_used_note TEXT);
CREATE TABLE statement_row(id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL, leaf INTEGER NOT NULL, provider TEXT,
  account TEXT, policy TEXT, policy_name TEXT, policy_kind TEXT, idx INTEGER, sid TEXT, effect TEXT, actions TEXT,
  not_actions TEXT, resources TEXT, not_resources TEXT, principals TEXT, condition TEXT, attached INTEGER);
CREATE TABLE grant_row(id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL, leaf INTEGER NOT NULL, provider TEXT,
  account TEXT, principal TEXT, principal_kind TEXT, effect TEXT, action TEXT, resource TEXT, condition TEXT,
  policy TEXT, policy_name TEXT, via TEXT);
CREATE TABLE log_entry(seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL,
  body TEXT NOT NULL, leaf BLOB NOT NULL);
CREATE TABLE checkpoint(size INTEGER PRIMARY KEY, note TEXT NOT NULL);
CREATE TABLE content(sha256 TEXT PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, packed BLOB NOT NULL,
  size INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE run(id TEXT PRIMARY KEY, seq INTEGER NOT NULL, packed BLOB NOT NULL, size INTEGER NOT NULL);
)sql";

} // namespace proofstead::store
