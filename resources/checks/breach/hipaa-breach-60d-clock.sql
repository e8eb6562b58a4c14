-- id: hipaa-breach-60d-clock
-- title: Notices of breaches of health information go out within their time limits
-- question: Were people, media and the Secretary told of every breach of unsecured health information within the limits?
-- severity: critical
-- test: clock
-- nature: re-performance
-- needs: register-incident
-- freshness: 7d
-- facets: individuals, media, authority-large, authority-annual
-- parameter: outer_limit = 60d ; basis: 45 CFR 164.404(b), 164.406(b), 164.408(b)
-- parameter: after_year = 60d ; basis: 45 CFR 164.408(c)
-- parameter: many = 500 ; basis: 45 CFR 164.406(a), 164.408(b)

-- The limits are outer ones: promptness before them is not judged. An incident is presumed to be a breach until a low
-- probability of compromise, or an exception, was decided. A delay that law enforcement asked for moves the limit. Where
-- more than the number of people are affected, the register does not say of how many States: the media clock is kept.
WITH years(start_at) AS (
    -- first instants of the calendar years 2016 to 2045, UTC
    VALUES (1451606400000), (1483228800000), (1514764800000), (1546300800000), (1577836800000), (1609459200000),
           (1640995200000), (1672531200000), (1704067200000), (1735689600000), (1767225600000), (1798761600000),
           (1830297600000), (1861920000000), (1893456000000), (1924992000000), (1956528000000), (1988150400000),
           (2019686400000), (2051222400000), (2082758400000), (2114380800000), (2145916800000), (2177452800000),
           (2208988800000), (2240611200000), (2272147200000), (2303683200000), (2335219200000), (2366841600000)
), breaches AS (
    SELECT i.record_id, i.key, i.people_affected, i.individuals_notified_at, i.media_notified_at,
           i.regulator_notified_at, i.discovered_at, i.hold_until,
           COALESCE(i.discovered_at, i.detected_at) AS started_at,
           -- the day of discovery does not count, the last day does
           COALESCE(i.discovered_at, i.detected_at) - COALESCE(i.discovered_at, i.detected_at) % 86400000
               + :outer_limit + 86400000 AS limit_at,
           (SELECT MIN(y.start_at) FROM years y
            WHERE y.start_at > COALESCE(i.discovered_at, i.detected_at)) + :after_year AS annual_at
    FROM register_incident i
    WHERE (i.phi IS NULL OR i.phi = 1) AND (i.unsecured IS NULL OR i.unsecured = 1)
      AND COALESCE(i.risk_decision, '') NOT IN ('low-probability-of-compromise', 'exception')
), clocks AS (
    SELECT b.record_id, b.key, b.discovered_at, b.started_at, b.people_affected, 'individuals' AS facet,
           b.individuals_notified_at AS told_at,
           CASE WHEN b.hold_until > b.limit_at THEN b.hold_until ELSE b.limit_at END AS due_at
    FROM breaches b
    UNION ALL
    SELECT b.record_id, b.key, b.discovered_at, b.started_at, b.people_affected, 'media', b.media_notified_at,
           CASE WHEN b.hold_until > b.limit_at THEN b.hold_until ELSE b.limit_at END
    FROM breaches b
    WHERE b.people_affected IS NULL OR b.people_affected > :many
    UNION ALL
    SELECT b.record_id, b.key, b.discovered_at, b.started_at, b.people_affected, 'authority-large',
           b.regulator_notified_at,
           CASE WHEN b.hold_until > b.limit_at THEN b.hold_until ELSE b.limit_at END
    FROM breaches b
    WHERE b.people_affected IS NULL OR b.people_affected >= :many
    UNION ALL
    SELECT b.record_id, b.key, b.discovered_at, b.started_at, b.people_affected, 'authority-annual',
           b.regulator_notified_at,
           CASE WHEN b.hold_until > b.annual_at THEN b.hold_until ELSE b.annual_at END
    FROM breaches b
    WHERE b.people_affected < :many
), running AS (
    SELECT c.record_id, c.key, c.discovered_at, c.started_at, c.people_affected, c.facet, c.told_at, c.due_at
    FROM clocks c
    WHERE c.started_at < :until AND c.due_at >= :from
)
SELECT 'register-incident' AS source, '' AS environment, r.record_id AS record_id, r.key AS subject,
       r.started_at AS at, r.facet AS facet,
       CASE WHEN r.discovered_at IS NULL THEN 'no date of discovery is recorded'
            WHEN r.people_affected IS NULL AND r.facet <> 'individuals'
                THEN 'the number of people is not recorded and the limit is over'
            WHEN r.told_at IS NULL THEN 'not told and the limit is over'
            ELSE 'told ' || ((r.told_at - r.due_at) / 86400000 + 1) || ' days after the limit' END AS detail
FROM running r
WHERE r.discovered_at IS NULL
   OR (r.told_at IS NULL AND r.due_at <= :as_of)
   OR r.told_at >= r.due_at

-- population
WITH years(start_at) AS (
    -- first instants of the calendar years 2016 to 2045, UTC
    VALUES (1451606400000), (1483228800000), (1514764800000), (1546300800000), (1577836800000), (1609459200000),
           (1640995200000), (1672531200000), (1704067200000), (1735689600000), (1767225600000), (1798761600000),
           (1830297600000), (1861920000000), (1893456000000), (1924992000000), (1956528000000), (1988150400000),
           (2019686400000), (2051222400000), (2082758400000), (2114380800000), (2145916800000), (2177452800000),
           (2208988800000), (2240611200000), (2272147200000), (2303683200000), (2335219200000), (2366841600000)
), breaches AS (
    SELECT i.record_id, i.key, i.people_affected, i.individuals_notified_at, i.media_notified_at,
           i.regulator_notified_at, i.discovered_at, i.hold_until,
           COALESCE(i.discovered_at, i.detected_at) AS started_at,
           -- the day of discovery does not count, the last day does
           COALESCE(i.discovered_at, i.detected_at) - COALESCE(i.discovered_at, i.detected_at) % 86400000
               + :outer_limit + 86400000 AS limit_at,
           (SELECT MIN(y.start_at) FROM years y
            WHERE y.start_at > COALESCE(i.discovered_at, i.detected_at)) + :after_year AS annual_at
    FROM register_incident i
    WHERE (i.phi IS NULL OR i.phi = 1) AND (i.unsecured IS NULL OR i.unsecured = 1)
      AND COALESCE(i.risk_decision, '') NOT IN ('low-probability-of-compromise', 'exception')
), clocks AS (
    SELECT b.record_id, b.key, b.discovered_at, b.started_at, b.people_affected, 'individuals' AS facet,
           b.individuals_notified_at AS told_at,
           CASE WHEN b.hold_until > b.limit_at THEN b.hold_until ELSE b.limit_at END AS due_at
    FROM breaches b
    UNION ALL
    SELECT b.record_id, b.key, b.discovered_at, b.started_at, b.people_affected, 'media', b.media_notified_at,
           CASE WHEN b.hold_until > b.limit_at THEN b.hold_until ELSE b.limit_at END
    FROM breaches b
    WHERE b.people_affected IS NULL OR b.people_affected > :many
    UNION ALL
    SELECT b.record_id, b.key, b.discovered_at, b.started_at, b.people_affected, 'authority-large',
           b.regulator_notified_at,
           CASE WHEN b.hold_until > b.limit_at THEN b.hold_until ELSE b.limit_at END
    FROM breaches b
    WHERE b.people_affected IS NULL OR b.people_affected >= :many
    UNION ALL
    SELECT b.record_id, b.key, b.discovered_at, b.started_at, b.people_affected, 'authority-annual',
           b.regulator_notified_at,
           CASE WHEN b.hold_until > b.annual_at THEN b.hold_until ELSE b.annual_at END
    FROM breaches b
    WHERE b.people_affected < :many
), running AS (
    SELECT c.record_id, c.key, c.discovered_at, c.started_at, c.people_affected, c.facet, c.told_at, c.due_at
    FROM clocks c
    WHERE c.started_at < :until AND c.due_at >= :from
)
SELECT 'register-incident' AS source, '' AS environment, r.facet AS facet, COUNT(*) AS population
FROM running r
GROUP BY r.facet
