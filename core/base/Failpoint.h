// Named places at which a test lets the process die, so that what a crash leaves behind can be looked at. Nothing
// happens at them unless one is armed, by a test or by the environment: PROOFSTEAD_FAILPOINT=segment-written:3 kills
// the process (SIGKILL) when it passes that place for the third time.
//
// They stand where a batch, a file or a log entry is finished, never in a loop over records.
#pragma once

namespace proofstead::base {

enum class Failpoint {
    SegmentWritten,   // the bytes of a batch are in the transaction
    BeforeCommit,     // everything of a batch is in the transaction
    AfterCommit,      // nothing of the next one is
    BeforeClosing,    // a file was read to its end
    CustodyWritten,   // its custody entry stands in the log, the file does not know of it
    ClosedInPart,     // the file knows of it, its resume mark is still there
    BeforeCheckpoint, // the head of the log is about to be signed
};

// As PROOFSTEAD_FAILPOINT names it: "segment-written".
const char* nameOf(Failpoint point);
// For tests: the process dies when it passes `point` for the `passing`th time (from 1) after this; 0: no more.
void armFailpoint(Failpoint point, int passing);
void passFailpoint(Failpoint point);

} // namespace proofstead::base
