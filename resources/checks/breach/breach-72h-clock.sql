-- id: breach-72h-clock
-- title: The supervisory authority was told within 72 hours of awareness
-- question: Was every breach that is not unlikely to put people at risk notified in time, or with reasons for the delay?
-- severity: critical
-- test: clock
-- nature: re-performance
-- needs: register-incident
-- freshness: 7d
-- parameter: notify_within = 72h ; basis: Art. 33(1) of Regulation (EU) 2016/679

-- An incident of which nobody decided that a risk is unlikely, or whether personal data is touched, keeps its clock.
-- Awareness is a typed date: whether it is the legal one is for people to judge.
WITH breaches AS (
    SELECT i.record_id, i.key, i.aware_at, i.notified_at, i.delay_reason,
           COALESCE(i.aware_at, i.discovered_at, i.detected_at) AS started_at
    FROM register_incident i
    WHERE (i.personal_data IS NULL OR i.personal_data = 1) AND COALESCE(i.risk_decision, '') <> 'no-risk'
      AND COALESCE(i.aware_at, i.discovered_at, i.detected_at) < :until
      AND COALESCE(i.aware_at, i.discovered_at, i.detected_at) + :notify_within >= :from
)
SELECT 'register-incident' AS source, '' AS environment, b.record_id AS record_id, b.key AS subject,
       b.started_at AS at, '' AS facet,
       CASE WHEN b.aware_at IS NULL THEN 'no time of awareness is recorded'
            WHEN b.notified_at IS NULL THEN 'not notified and the time is over'
            ELSE 'notified ' || ((b.notified_at - b.aware_at) / 3600000) || ' h after awareness, no reason recorded' END
           AS detail
FROM breaches b
WHERE b.aware_at IS NULL
   OR (b.notified_at IS NULL AND b.aware_at + :notify_within < :as_of)
   OR (b.notified_at > b.aware_at + :notify_within AND b.delay_reason IS NULL)

-- population
WITH breaches AS (
    SELECT i.record_id, i.key, i.aware_at, i.notified_at, i.delay_reason,
           COALESCE(i.aware_at, i.discovered_at, i.detected_at) AS started_at
    FROM register_incident i
    WHERE (i.personal_data IS NULL OR i.personal_data = 1) AND COALESCE(i.risk_decision, '') <> 'no-risk'
      AND COALESCE(i.aware_at, i.discovered_at, i.detected_at) < :until
      AND COALESCE(i.aware_at, i.discovered_at, i.detected_at) + :notify_within >= :from
)
SELECT 'register-incident' AS source, '' AS environment, '' AS facet, COUNT(*) AS population
FROM breaches b
