// Random changes to records and to bytes, the same for the same seed.
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <random>

namespace proofstead::test {

class Random {
public:
    explicit Random(const QByteArray& seed) : m_engine(qChecksum(seed)) {}
    // 0 … limit - 1
    qsizetype below(qsizetype limit) {
        return limit < 1 ? 0 : static_cast<qsizetype>(m_engine() % static_cast<unsigned>(limit));
    }

private:
    std::mt19937 m_engine;
};

struct Mutation {
    QString what;
    QByteArrayList records;
    QByteArrayList untouched; // which must be read
    QByteArray changed;       // the record that something happened to
    qsizetype at = 0;         // in `records`
};

inline QByteArray flipped(QByteArray bytes, Random& random, int most = 8) {
    for (auto left = 1 + random.below(most); left > 0 && !bytes.isEmpty(); --left) {
        auto& byte = bytes.data()[random.below(bytes.size())];
        byte = static_cast<char>(byte ^ 1 << random.below(8));
    }
    return bytes;
}

inline QByteArray garbage(Random& random, qsizetype most = 200) {
    QByteArray bytes;
    for (auto left = 1 + random.below(most); left > 0; --left)
        bytes += static_cast<char>(random.below(256));
    return bytes;
}

// A record inside something else, so deep that it may be refused.
inline QByteArray nested(const QByteArray& record, Random& random) {
    static constexpr int depths[] = {1, 2, 40, 1'022, 1'025, 5'000};
    const auto depth = depths[random.below(std::size(depths))];
    switch (random.below(3)) {
    case 0:
        return QByteArray(R"({"a":)").repeated(depth) + record + QByteArray(depth, '}');
    case 1:
        return R"({"a":)" + QByteArray(depth, '[') + record + QByteArray(depth, ']') + '}';
    default:
        return QJsonDocument(QJsonObject{{"message", QString::fromUtf8(record)}}).toJson(QJsonDocument::Compact);
    }
}

// One thing happens to the list or to one of its records.
inline Mutation mutateRecords(QByteArrayList list, Random& random, bool json) {
    const auto i = random.below(list.size()), k = random.below(list.size());
    auto others = list;
    others.removeAt(i);
    const auto without = [&](const QString& what, const QByteArray& changed) {
        auto records = list;
        records[i] = changed;
        return Mutation{what, records, others, changed, i};
    };
    switch (random.below(json ? 8 : 7)) {
    case 0:
        list.swapItemsAt(i, k);
        return {"two records swapped", list, list, {}, 0};
    case 1:
        list.insert(k, list[i]);
        return {"a record twice", list, list, {}, 0};
    case 2:
        for (qsizetype at = list.size() - 1; at > 0; --at)
            list.swapItemsAt(at, random.below(at + 1));
        return {"another order", list, list, {}, 0};
    case 3:
        return {"a record left out", others, others, {}, 0};
    case 4:
        return without("a record cut", list[i].left(random.below(list[i].size())));
    case 5:
        return without("bits flipped in a record", flipped(list[i], random));
    case 6: {
        auto records = list;
        records.insert(i, garbage(random));
        return {"a line of garbage", records, list, records[i], i};
    }
    default:
        return without("a record nested", nested(list[i], random));
    }
}

// In a table a quote that is left open reaches to the next quote, which may be that of a later row.
inline void allowForQuotes(Mutation& mutation) {
    if (mutation.changed.count('"') % 2 == 0) return;
    for (auto next = mutation.at + 1; next < mutation.records.size(); ++next) {
        mutation.untouched.removeOne(mutation.records[next]);
        if (mutation.records[next].contains('"')) return;
    }
}

// One thing happens to the bytes.
inline QByteArray mutateBytes(QByteArray bytes, Random& random) {
    const auto at = random.below(bytes.size()), length = random.below(bytes.size() - at);
    switch (random.below(7)) {
    case 0:
        return bytes.left(at);
    case 1:
        return flipped(bytes, random);
    case 2:
        return bytes.insert(at, garbage(random));
    case 3:
        return bytes.remove(at, length);
    case 4:
        return bytes.replace(at, length, QByteArray(length, '\0'));
    case 5:
        return bytes.insert(at, bytes.mid(random.below(bytes.size()), length)); // as if two writers had met
    default:
        return bytes.mid(at) + bytes.left(at);
    }
}

} // namespace proofstead::test
