// One normalised event, as a source definition reads it from a raw record.
// The texts are views into a buffer that the reader of the record owns; copy what must live longer.
#pragma once

#include "base/Time.h"

#include <cstdint>
#include <string_view>

namespace proofstead::model {

enum EventFlag : std::uint32_t {
    kIdReused = 1,   // the source's own id was seen before with other content
    kNoTime = 2,     // the record holds no readable time
    kFutureTime = 4, // dated more than five minutes after it was collected
    kUnmapped = 8,   // no definition describes it: read by the table of candidate names
    kClockSkew = 16, // the record's two times cannot both be right: source::LogReader says when
};

struct EventFields {
    base::Millis at = 0;         // 0 together with kNoTime
    base::Millis recordedAt = 0; // when the source wrote it down, where it says both; 0 it does not
    std::uint32_t flags = 0;
    std::string_view environment; // account, subscription, project, cluster
    std::string_view region;
    std::string_view category;   // kind of log as the provider names it: Management, Data ...; "" not said
    std::string_view eventClass; // OCSF class name: authentication, account_change, api_activity ...
    std::string_view activity;   // OCSF activity name: create, read, update, delete, logon ...
    std::string_view service;
    std::string_view action;
    std::string_view actor;
    std::string_view actorType;
    std::string_view actorPrincipal; // the role behind a session, else the actor
    std::string_view actorAccount;
    std::string_view target;
    std::string_view outcome; // success | failure | "" (the record does not say)
    std::string_view error;
    std::string_view srcIp; // bare address; "" for service names
    std::string_view userAgent;
    std::string_view nativeId;
    std::string_view attributes; // flat JSON object
};

} // namespace proofstead::model
