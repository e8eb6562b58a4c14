// From events that stop, narrow and resume recording to the time in which nothing, or less, was recorded.
#include "catalog/RecordingReader.h"
#include "check/CoverageDetail.h"

#include <QtTest>

using namespace proofstead;
using base::Json;

namespace {

std::vector<model::RecordingRule> rulesOf(const char* source) {
    const auto text = base::readFile(std::string(PROOFSTEAD_SOURCE_DIR "/resources/sources/") + source + ".json");
    const auto document = text ? base::parseJson(*text) : tl::unexpected<base::Error>(text.error());
    if (!document) qFatal("%s", source);
    const auto rules = catalog::recordingRules(*document);
    if (!rules) qFatal("%s", rules.error().toString().c_str());
    return *rules;
}

check::RecordingEvent happened(int minute, const std::string& action, const std::string& target,
                               const Json& attributes = Json::object(), const std::string& service = "cloudtrail") {
    return {minute * base::kMinute, service, action, target, "nora", attributes, {minute}};
}

// "stop 5-20 main", a window without an end "stop 5- main".
QStringList windowsOf(const char* source, const std::vector<check::RecordingEvent>& events, base::Millis from = 0) {
    QStringList list;
    for (const auto& window : check::recordingWindows(rulesOf(source), events, from))
        list << QString("%1 %2-%3 %4")
                    .arg(window.effect == model::RecordingEffect::Stop ? "stop" : "narrow")
                    .arg(window.from / base::kMinute)
                    .arg(window.until ? QString::number(*window.until / base::kMinute) : QString())
                    .arg(QString::fromStdString(window.subject));
    return list;
}

const std::string kArn = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/main";

} // namespace

class TestCheckRecording : public QObject {
    Q_OBJECT

private slots:
    void aStopLastsUntilItIsResumed() {
        const std::vector events{happened(5, "StopLogging", kArn, {{"trail", kArn}}),
                                 happened(20, "StartLogging", "main", {{"trail", "main"}})};
        QCOMPARE(windowsOf("aws-cloudtrail", events), QStringList{"stop 5-20 main"});
        QCOMPARE(windowsOf("aws-cloudtrail", events, 20 * base::kMinute), QStringList{});
    }
    void anotherTrailDoesNotResumeIt() {
        QCOMPARE(
            windowsOf("aws-cloudtrail", {happened(5, "DeleteTrail", "main"), happened(20, "StartLogging", "other")}),
            QStringList{"stop 5- main"});
    }
    void aSecondStopAddsNothing() {
        QCOMPARE(windowsOf("aws-cloudtrail", {happened(5, "StopLogging", "main"), happened(6, "StopLogging", "main"),
                                              happened(9, "StartLogging", "main")}),
                 QStringList{"stop 5-9 main"});
    }
    void selectorsWithoutManagementEventsNarrow() {
        const Json narrow{{"event_selectors", R"([{"includeManagementEvents":false}])"}},
            whole{{"event_selectors", R"([{"includeManagementEvents":true}])"}};
        QCOMPARE(windowsOf("aws-cloudtrail", {happened(5, "PutEventSelectors", "main", narrow),
                                              happened(20, "PutEventSelectors", "main", whole)}),
                 QStringList{"narrow 5-20 main"});
        QCOMPARE(windowsOf("aws-cloudtrail", {happened(5, "PutEventSelectors", "main", whole)}), QStringList{});
    }
    void aTrailOfOneRegionNarrows() {
        QCOMPARE(windowsOf("aws-cloudtrail", {happened(5, "UpdateTrail", "main", {{"multi_region", "false"}})}),
                 QStringList{"narrow 5- main"});
        QCOMPARE(windowsOf("aws-cloudtrail", {happened(5, "UpdateTrail", "main", {{"log_bucket", "b"}})}),
                 QStringList{});
    }
    void aServiceOfTheSameActionIsAnother() {
        QCOMPARE(windowsOf("aws-cloudtrail", {happened(5, "StopLogging", "main", Json::object(), "other")}),
                 QStringList{});
    }
    void otherCloudsHaveTheirOwn() {
        QCOMPARE(windowsOf("azure-activity",
                           {happened(5, "MICROSOFT.INSIGHTS/DIAGNOSTICSETTINGS/DELETE", "/subscriptions/s/audit")}),
                 QStringList{"stop 5- audit"});
        QCOMPARE(
            windowsOf("gcp-audit", {happened(5, "google.logging.v2.ConfigServiceV2.DeleteSink", "projects/p/sinks/a"),
                                    happened(9, "google.logging.v2.ConfigServiceV2.CreateSink", "projects/p/sinks/a")}),
            QStringList{"stop 5-9 a"});
        QCOMPARE(windowsOf("gcp-audit", {happened(5, "google.logging.v2.ConfigServiceV2.UpdateSink",
                                                  "projects/p/sinks/a", {{"sink", R"({"disabled":true})"}})}),
                 QStringList{"stop 5- a"});
        QCOMPARE(windowsOf("k8s-audit",
                           {happened(5, "delete", "auditsinks/all", {{"resource", "auditsinks"}, {"name", "all"}}),
                            happened(6, "delete", "pods/a", {{"resource", "pods"}, {"name", "a"}})}),
                 QStringList{"stop 5- all"});
    }
    void aRuleThatSaysNothingIsRefused() {
        for (const auto& rule : {Json{{"effect", "stop"}}, Json{{"effect", "pause"}, {"actions", {"A"}}},
                                 Json{{"effect", "stop"}, {"actions", {"A"}}, {"wenn", Json::object()}}}) {
            const auto read = catalog::recordingRules({{"recording", {rule}}});
            QVERIFY(!read);
            QCOMPARE(read.error().code, std::string("invalid-source"));
        }
    }
};

QTEST_APPLESS_MAIN(TestCheckRecording)
#include "tst_check_recording.moc"
