// All commands of the program, one row each, and what turns a command line into one of them.
#pragma once

#include "cli/Command.h"

#include <memory>

namespace proofstead::cli {

struct CommandRow {
    const char* name;
    const char* summary; // one sentence, as in the list of commands
    const char* example;
    std::unique_ptr<Command> (*make)();
};

const std::vector<CommandRow>& commands();

// Reads the command line, runs the command it names and returns the exit code.
int runCommandLine(int argc, char** argv);

// A new recovery key, and what to do with it.
void sayRecoveryKey(const seal::Secret& key);

// One maker for each class, beside the class.
std::unique_ptr<Command> makeInit();
std::unique_ptr<Command> makeKey();
std::unique_ptr<Command> makeVault();
std::unique_ptr<Command> makeScope();
std::unique_ptr<Command> makeImport();
std::unique_ptr<Command> makeRejects();
std::unique_ptr<Command> makeReread();
std::unique_ptr<Command> makeSources();
std::unique_ptr<Command> makeAssess();
std::unique_ptr<Command> makeGaps();
std::unique_ptr<Command> makeControls();
std::unique_ptr<Command> makeFindings();
std::unique_ptr<Command> makeChecks();
std::unique_ptr<Command> makeEvents();
std::unique_ptr<Command> makeCoverage();
std::unique_ptr<Command> makeTrail();
std::unique_ptr<Command> makeReport();
std::unique_ptr<Command> makeCertificate();
std::unique_ptr<Command> makeReveal();
std::unique_ptr<Command> makeVerify();
std::unique_ptr<Command> makeDemo();
std::unique_ptr<Command> makeRegister();
std::unique_ptr<Command> makeDash();

} // namespace proofstead::cli
