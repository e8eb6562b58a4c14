// The content that ships: nothing dangles, nothing is linked twice, every obligation is tested or says what is missing,
// and the SQL of the checks stays in the subset that other databases share.
#include "catalog/Catalog.h"
#include "catalog/SqlNames.h"

#include "base/Text.h"

#include <QRegularExpression>
#include <QtTest>
#include <QUrl>

#include <map>
#include <optional>
#include <set>

using namespace proofstead;

namespace {
constexpr const char* kAddressableCheck = "addressable-rationale-present";
}

class CatalogContentTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void holdsEveryControl_data();
    void holdsEveryControl();
    void testsEveryObligationOrSaysWhatIsMissing();
    void linksACheckOnlyAsStronglyAsTheControlAllows();
    void namesAsMissingOnlyWhatIsNotThere();
    void linksEveryCheckAndEveryFacet();
    void groupsAlternativesInPairsAtLeast();
    void setsNoParentsInACircle();
    void pointsOnlyToKnownCatalogues();
    void printsNoDoubtAsLaw();
    void marksWhatCounselHasNotSeen();
    void namesOfficialTextsOnly();
    void beginsWithTheEarliestOfItsDuties();
    void saysWhatEvidenceMustBeCompleteForOrHowOldItMayBe();
    void restsAbsenceOnALog();
    void keepsFrameworksOutOfChecks();
    void asksForADecisionOnEveryAddressableSpecification();
    void staysInThePortableSubset_data();
    void staysInThePortableSubset();
    void spellsTheColumnsOfEveryResult();
    void bringsTheRequiredColumnsInEverySample();

private:
    template <class Visit>
    void forEachControl(const Visit& visit) const {
        for (const auto& framework : m_content.frameworks)
            for (const auto& control : framework.controls)
                visit(control);
    }

    catalog::Catalog m_content;
};

void CatalogContentTest::initTestCase() {
    auto content = catalog::Catalog::load(PROOFSTEAD_SOURCE_DIR "/resources");
    QVERIFY2(content.has_value(), content ? "" : content.error().toString().c_str());
    m_content = std::move(*content);
    QVERIFY(m_content.overridden.empty());
}

void CatalogContentTest::holdsEveryControl_data() {
    QTest::addColumn<QString>("framework");
    QTest::addColumn<int>("controls");
    QTest::newRow("GDPR has 110 controls") << "gdpr" << 110;
    QTest::newRow("HIPAA has 116 controls") << "hipaa" << 116;
    QTest::newRow("AI has 70 controls") << "ai" << 70;
}

void CatalogContentTest::holdsEveryControl() {
    QFETCH(QString, framework);
    QFETCH(int, controls);
    const auto* found = m_content.framework(framework.toStdString());
    QVERIFY(found);
    QCOMPARE(static_cast<int>(found->controls.size()), controls);
    for (const auto& control : found->controls) {
        QVERIFY2(control.id.starts_with(found->id + "-"), control.id.c_str());
        QVERIFY2(!control.area.empty() && !control.procedure.empty() && !control.evidence.empty(), control.id.c_str());
    }
}

void CatalogContentTest::testsEveryObligationOrSaysWhatIsMissing() {
    forEachControl([](const model::Control& control) {
        const bool manual = control.automation == model::Automation::Manual;
        QVERIFY2(manual || !control.links.empty() || !control.missingTests.empty(), control.id.c_str());
        const bool byPeople = std::any_of(control.evidence.begin(), control.evidence.end(), [](const auto& evidence) {
            return evidence.kind == "document" || evidence.kind == "attestation";
        });
        QVERIFY2(control.automation == model::Automation::Automated || byPeople, control.id.c_str());
    });
}

void CatalogContentTest::linksACheckOnlyAsStronglyAsTheControlAllows() {
    forEachControl([](const model::Control& control) {
        for (const auto& link : control.links) {
            const bool direct = link.kind == model::LinkKind::Direct;
            QVERIFY2(link.reviewed, control.id.c_str());
            QVERIFY2(control.automation != model::Automation::Manual, control.id.c_str());
            QVERIFY2(!direct || control.automation == model::Automation::Automated, control.id.c_str());
        }
    });
}

void CatalogContentTest::namesAsMissingOnlyWhatIsNotThere() {
    forEachControl([&](const model::Control& control) {
        std::set<std::string> seen;
        for (const auto& id : control.missingTests) {
            QVERIFY2(!m_content.check(id), (control.id + ": " + id + " is there").c_str());
            QVERIFY2(seen.insert(id).second, (control.id + ": " + id + " twice").c_str());
        }
    });
}

void CatalogContentTest::linksEveryCheckAndEveryFacet() {
    std::set<std::pair<std::string, std::string>> read;
    forEachControl([&](const model::Control& control) {
        for (const auto& link : control.links)
            read.emplace(link.check, link.facet);
    });
    for (const auto& check : m_content.checks) {
        if (check.facets.empty()) QVERIFY2(read.contains({check.id, ""}), check.id.c_str());
        for (const auto& facet : check.facets)
            QVERIFY2(read.contains({check.id, facet}), (check.id + ": nobody reads " + facet).c_str());
    }
}

void CatalogContentTest::groupsAlternativesInPairsAtLeast() {
    std::map<std::string, int> members;
    forEachControl([&](const model::Control& control) {
        if (!control.alternativeGroup.empty()) ++members[control.alternativeGroup];
    });
    QVERIFY(!members.empty());
    for (const auto& [group, count] : members)
        QVERIFY2(count >= 2, group.c_str());
}

void CatalogContentTest::setsNoParentsInACircle() {
    forEachControl([&](const model::Control& control) {
        const auto* at = &control;
        for (int steps = 0; !at->parent.empty(); ++steps) {
            QVERIFY2(steps < 5, control.id.c_str());
            at = m_content.control(at->parent);
            QVERIFY2(at, control.id.c_str());
        }
    });
}

void CatalogContentTest::pointsOnlyToKnownCatalogues() {
    const std::map<std::string, QRegularExpression> forms{
        {"gdpr", QRegularExpression("^gdpr-")},
        {"hipaa", QRegularExpression("^hipaa-")},
        {"owasp-llm", QRegularExpression("^LLM(0[1-9]|10):2025$")},
        {"mitre-atlas", QRegularExpression(R"(^AML\.[MT]\d{4}(\.\d{3})?$)")},
        {"nist-ai-rmf", QRegularExpression(R"(^(GOVERN|MAP|MEASURE|MANAGE) \d\.\d{1,2}$)")},
        // An article of the AI Act is never named without saying whom it binds.
        {"eu-ai-act", QRegularExpression(R"(^Art\. \d+(\(\d+\))?(\([a-z]\))? \(.*(provider|deployer).*\)$)")},
        {"iso-42001", QRegularExpression(R"(^A\.\d+(\.\d+)+$)")},
    };
    forEachControl([&](const model::Control& control) {
        for (const auto& reference : control.xrefs) {
            const auto form = forms.find(reference.scheme);
            QVERIFY2(form != forms.end(), (control.id + ": " + reference.scheme).c_str());
            QVERIFY2(form->second.match(QString::fromStdString(reference.to)).hasMatch(),
                     (control.id + ": " + reference.to).c_str());
            QCOMPARE(reference.relation, std::string("related"));
        }
    });
}

void CatalogContentTest::printsNoDoubtAsLaw() {
    forEachControl([](const model::Control& control) {
        for (const auto& text : {control.citation, control.title, control.requirement, control.procedure})
            QVERIFY2(text.find('?') == std::string::npos, (control.id + ": " + text).c_str());
    });
}

void CatalogContentTest::marksWhatCounselHasNotSeen() {
    forEachControl([](const model::Control& control) {
        const bool fromKnowledge = control.area == "Privacy" || control.area == "Breach notification";
        QVERIFY2(!fromKnowledge || !control.counselConfirmed, control.id.c_str());
        QVERIFY2(!control.appliesFrom || !control.counselConfirmed, control.id.c_str());
    });
}

void CatalogContentTest::namesOfficialTextsOnly() {
    forEachControl([](const model::Control& control) {
        const QUrl url(QString::fromStdString(control.sourceUrl));
        const bool law = control.appliesFrom || !control.id.starts_with("ai-");
        QVERIFY2(!law || (!url.isEmpty() && !control.textVersion.empty()), control.id.c_str());
        const QStringList hosts{"eur-lex.europa.eu", "www.ecfr.gov", "www.nist.gov"};
        QVERIFY2(url.isEmpty() || hosts.contains(url.host()), control.sourceUrl.c_str());
    });
}

void CatalogContentTest::beginsWithTheEarliestOfItsDuties() {
    forEachControl([](const model::Control& control) {
        std::optional<base::Millis> earliest;
        for (const auto& reference : control.xrefs)
            if (reference.appliesFrom)
                earliest = std::min(earliest.value_or(*reference.appliesFrom), *reference.appliesFrom);
        if (earliest) QVERIFY2(control.appliesFrom == earliest, control.id.c_str());
    });
    const auto begins = [this](const char* id) { return base::formatDate(m_content.control(id)->appliesFrom.value()); };
    for (const char* id : {"ai-3-2", "ai-3-9", "ai-5-5"})
        QCOMPARE(begins(id), std::string("2025-08-02"));
    for (const char* id : {"ai-10-1", "ai-10-2", "ai-10-3", "ai-10-5"})
        QCOMPARE(begins(id), std::string("2025-02-02"));
    QCOMPARE(begins("ai-7-7"), std::string("2026-08-02"));
}

void CatalogContentTest::saysWhatEvidenceMustBeCompleteForOrHowOldItMayBe() {
    forEachControl([](const model::Control& control) {
        for (const auto& evidence : control.evidence) {
            if (evidence.kind != "audit-log" && evidence.kind != "access-policy" && evidence.kind != "data-usage")
                continue;
            QVERIFY2(!evidence.period.empty() && evidence.freshnessMax, control.id.c_str());
        }
        for (const auto& link : control.links)
            QVERIFY2(!link.reviewedBy.empty() && link.reviewedAt, control.id.c_str());
    });
}

void CatalogContentTest::restsAbsenceOnALog() {
    for (const auto& check : m_content.checks) {
        if (check.type != model::TestType::Absence) continue;
        for (const auto& need : check.needs)
            for (const auto& source : need.sources)
                QVERIFY2(!need.driving || m_content.source(source)->kind == "log", check.id.c_str());
    }
}

// The one check whose population is a list of controls has a test of its own.
void CatalogContentTest::keepsFrameworksOutOfChecks() {
    for (const auto& check : m_content.checks) {
        if (check.id == kAddressableCheck) continue;
        const auto sql = QString::fromStdString(check.exceptionsSql + "\n" + check.populationSql);
        for (const auto& framework : m_content.frameworks) {
            const QRegularExpression control(QString("'%1-\\d").arg(QString::fromStdString(framework.id)));
            QVERIFY2(!control.match(sql).hasMatch(), (check.id + " names a control").c_str());
        }
        const QRegularExpression law("\\b(gdpr|hipaa)\\b", QRegularExpression::CaseInsensitiveOption);
        QVERIFY2(!law.match(sql).hasMatch(), (check.id + " names a framework").c_str());
    }
}

void CatalogContentTest::asksForADecisionOnEveryAddressableSpecification() {
    std::set<std::string> addressable;
    forEachControl([&](const model::Control& control) {
        if (control.specType == "addressable") addressable.insert(control.id);
    });
    QCOMPARE(addressable.size(), std::size_t(22));
    const auto* check = m_content.check(kAddressableCheck);
    QVERIFY(check);
    for (const auto& sql : {check->exceptionsSql, check->populationSql}) {
        std::set<std::string> listed;
        auto hits = QRegularExpression("'(hipaa-[^']+)'").globalMatch(QString::fromStdString(sql));
        while (hits.hasNext())
            listed.insert(hits.next().captured(1).toStdString());
        QVERIFY(listed == addressable);
    }
}

void CatalogContentTest::staysInThePortableSubset_data() {
    QTest::addColumn<QString>("pattern");
    QTest::newRow("no scalar max or min") << R"(\b(max|min)\s*\([^()]*(\([^()]*\)[^()]*)*,)";
    QTest::newRow("no ifnull, iif or instr") << R"(\b(ifnull|iif|instr)\s*\()";
    QTest::newRow("no GLOB, MATCH or REGEXP operator") << R"(\b(glob|match|regexp)\b)";
    QTest::newRow("no text or name in double quotes, back quotes or brackets") << R"("|`|\[)";
    QTest::newRow("no LIKE that is not on lower()") << R"((?<!\))\s(not\s+)?like\b)";
    QTest::newRow("no date functions") << R"(\b(strftime|datetime|date|time|julianday|unixepoch)\s*\()";
    QTest::newRow("no JSON functions but ->>") << R"(\bjson\w*\s*\()";
    QTest::newRow("no other function of one database")
        << R"(\b(group_concat|string_agg|total|printf|format|typeof|random|hex|quote|char|zeroblob|likely)\s*\()";
    QTest::newRow("no row numbers of SQLite") << R"(\b(rowid|oid|_rowid_)\b)";
    QTest::newRow("no double equals sign") << "==";
    QTest::newRow("no change of anything") << R"(\b(insert|update|delete|create|drop|attach|pragma|vacuum|alter)\b)";
}

void CatalogContentTest::staysInThePortableSubset() {
    QFETCH(QString, pattern);
    const QRegularExpression denied(pattern, QRegularExpression::CaseInsensitiveOption);
    QVERIFY2(denied.isValid(), qPrintable(denied.errorString()));
    for (const auto& check : m_content.checks)
        for (const auto& sql : {check.exceptionsSql, check.populationSql}) {
            const auto hit = denied.match(QString::fromStdString(catalog::bareSql(sql)));
            QVERIFY2(!hit.hasMatch(), qPrintable(QString::fromStdString(check.id) + ": " + hit.captured()));
        }
}

void CatalogContentTest::spellsTheColumnsOfEveryResult() {
    for (const auto& check : m_content.checks) {
        const auto exceptions = QString::fromStdString(catalog::bareSql(check.exceptionsSql));
        for (const auto* column : {"source", "environment", "record_id", "subject", "at", "facet", "detail"}) {
            const QRegularExpression named(QString(R"(\b%1\b)").arg(column), QRegularExpression::CaseInsensitiveOption);
            QVERIFY2(named.match(exceptions).hasMatch(), (check.id + ": " + column).c_str());
        }
        const auto population = QString::fromStdString(catalog::bareSql(check.populationSql));
        for (const auto* column : {"source", "environment", "facet", "population"})
            QVERIFY2(population.contains(column), (check.id + ": population: " + column).c_str());
    }
}

void CatalogContentTest::bringsTheRequiredColumnsInEverySample() {
    int registers = 0;
    for (const auto& source : m_content.sources) {
        if (source.kind != "register") continue;
        ++registers;
        const auto& samples = source.document["samples"];
        QVERIFY2(samples.size() >= 2, source.id.c_str());
        for (const auto& sample : samples)
            for (const auto& row : sample["expect"])
                for (const auto& column : source.document["register"]["columns"]) {
                    const auto name = column["name"].get<std::string>();
                    QVERIFY2(!column["required"].get<bool>() || row.contains(name), (source.id + ": " + name).c_str());
                }
    }
    QCOMPARE(registers, 8);
}

QTEST_APPLESS_MAIN(CatalogContentTest)
#include "tst_catalog_content.moc"
