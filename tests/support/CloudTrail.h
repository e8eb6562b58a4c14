// CloudTrail records for tests, of account 111122223333 in eu-central-1.
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>

namespace proofstead::test {

// One call of the EC2 service by user nora; `error` empty: it succeeded.
inline QByteArray record(const QByteArray& id, const QByteArray& time, const QByteArray& action,
                         const QByteArray& error = {}) {
    const QJsonObject identity{{"type", "IAMUser"},
                               {"principalId", "AIDAEXAMPLE000000001"},
                               {"arn", "arn:aws:iam::111122223333:user/nora"},
                               {"accountId", "111122223333"},
                               {"userName", "nora"}};
    QJsonObject object{{"eventVersion", "1.08"},
                       {"userIdentity", identity},
                       {"eventTime", QString::fromUtf8(time)},
                       {"eventSource", "ec2.amazonaws.com"},
                       {"eventName", QString::fromUtf8(action)},
                       {"awsRegion", "eu-central-1"},
                       {"sourceIPAddress", "203.0.113.9"},
                       {"userAgent", "aws-cli"},
                       {"requestParameters", QJsonValue::Null},
                       {"responseElements", QJsonValue::Null},
                       {"eventID", QString::fromUtf8(id)},
                       {"readOnly", true},
                       {"eventType", "AwsApiCall"},
                       {"managementEvent", true},
                       {"recipientAccountId", "111122223333"},
                       {"eventCategory", "Management"}};
    if (!error.isEmpty()) object["errorCode"] = QString::fromUtf8(error);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// {"Records":[…]}
inline QByteArray records(const QList<QByteArray>& list) {
    return "{\"Records\":[" + list.join(',') + "]}";
}

} // namespace proofstead::test
