// Runs bin/proofstead in a folder of its own, without anything from the user's environment.
#pragma once

#include "support/CloudTrail.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <unistd.h>

namespace proofstead::test {

struct Ran {
    int code = -1; // -1: crashed or took too long
    QString out, err;
    QByteArray bytes; // of standard output

    QJsonArray list() const { return QJsonDocument::fromJson(bytes).array(); }
    QJsonObject object() const { return QJsonDocument::fromJson(bytes).object(); }
    QStringList lines() const { return out.split('\n', Qt::SkipEmptyParts); }
};

class Program {
public:
    Program() {
        m_environment.insert("PATH", qEnvironmentVariable("PATH"));
        m_environment.insert("HOME", m_folder.path());
        m_environment.insert("TZ", "UTC");
        m_environment.insert("LC_ALL", "C.UTF-8");
    }

    void set(const QString& name, const QString& value) { m_environment.insert(name, value); }
    void unset(const QString& name) { m_environment.remove(name); }
    QString path(const QString& name) const { return m_folder.filePath(name); }

    // Writes a file below the folder, and the folders above it.
    void put(const QString& name, const QByteArray& content) const {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        if (file.open(QIODevice::WriteOnly)) file.write(content);
    }
    QByteArray get(const QString& name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    Ran run(const QStringList& arguments, const QByteArray& input = {}) const {
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.setWorkingDirectory(m_folder.path());
        process.setChildProcessModifier([] { ::setsid(); }); // no terminal to ask on
        process.start(QStringLiteral(PROOFSTEAD_BIN_DIR "/proofstead"), arguments);
        process.write(input);
        process.closeWriteChannel();
        Ran ran;
        if (!process.waitForFinished(120'000)) return ran;
        ran.bytes = process.readAllStandardOutput();
        ran.out = QString::fromUtf8(ran.bytes);
        ran.err = QString::fromUtf8(process.readAllStandardError());
        if (process.exitStatus() == QProcess::NormalExit) ran.code = process.exitCode();
        return ran;
    }

private:
    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
};

} // namespace proofstead::test
