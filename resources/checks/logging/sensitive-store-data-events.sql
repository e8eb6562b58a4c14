-- id: sensitive-store-data-events
-- title: Object-level logging exists for every store declared to hold personal data or PHI
-- question: Does the log show reads and writes of every dataset that holds, or may hold, personal data?
-- severity: high
-- test: reconcile
-- nature: re-performance
-- needs: register-dataset
-- needs-also: aws-cloudtrail
-- freshness: 30d
-- parameter: store_silence = 7d ; basis: own policy, longest time without any record of one store

-- One record proves little: the records of a store must reach through the period without a silence longer than allowed.
-- A selector that was put in place before the period, names the store and was not replaced proves the same.
WITH flagged AS (
    SELECT d.record_id, d.key, d.stores,
           length(d.stores) - length(replace(d.stores, ';', '')) + 1 AS named
    FROM register_dataset d
    WHERE d.personal_data IS NULL OR d.personal_data = 1 OR d.phi = 1
), seen AS MATERIALIZED (
    SELECT e.attributes ->> 'bucket' AS bucket, e.at, e.category
    FROM event e
    WHERE e.source = 'aws-cloudtrail' AND e.service = 's3' AND e.attributes ->> 'bucket' IS NOT NULL
), touched AS (
    SELECT s.bucket, s.at
    FROM seen s
    WHERE s.at >= :from AND s.at < :until AND s.category = 'Data'
), buckets AS MATERIALIZED (
    SELECT DISTINCT s.bucket FROM seen s
), steps AS (
    SELECT t.bucket, t.at,
           COALESCE(LAG(t.at) OVER (PARTITION BY t.bucket ORDER BY t.at), :from) AS previous_at,
           LEAD(t.at) OVER (PARTITION BY t.bucket ORDER BY t.at) AS next_at
    FROM touched t
), covered AS (
    SELECT s.bucket
    FROM steps s
    GROUP BY s.bucket
    HAVING MAX(s.at - s.previous_at) <= :store_silence
       AND MAX(COALESCE(s.next_at, CASE WHEN :as_of < :until THEN :as_of ELSE :until END) - s.at) <= :store_silence
), selectors AS MATERIALIZED (
    SELECT e.environment, COALESCE(e.attributes ->> 'trail', '') AS trail, e.at,
           COALESCE(e.attributes ->> 'event_selectors', '') AS chosen
    FROM event e
    WHERE e.source = 'aws-cloudtrail' AND e.action = 'PutEventSelectors' AND e.at < :until
      AND COALESCE(e.outcome, 'success') = 'success'
), standing AS MATERIALIZED (
    -- put before the period and still the last word for its trail
    SELECT s.chosen
    FROM selectors s
    WHERE s.at < :from
      AND NOT EXISTS (SELECT 1 FROM selectors n
                      WHERE n.environment = s.environment AND n.trail = s.trail AND n.at > s.at)
), selected AS (
    -- buckets seen anywhere in the log that such a selector names, or all of them
    SELECT b.bucket
    FROM buckets b
    JOIN standing s ON contains_text(s.chosen, 'arn:aws:s3:::' || b.bucket || '/') = 1
                    OR contains_text(s.chosen, '"arn:aws:s3"') = 1 OR contains_text(s.chosen, '"arn:aws:s3:::"') = 1
), logged AS MATERIALIZED (
    SELECT bucket FROM covered
    UNION
    SELECT bucket FROM selected
), counted AS (
    SELECT f.record_id, f.key, f.named,
           (SELECT COUNT(*) FROM logged l
            WHERE list_has(f.stores, 'arn:aws:s3:::' || l.bucket) = 1 OR list_has(f.stores, l.bucket) = 1) AS seen
    FROM flagged f
)
SELECT 'register-dataset' AS source, '' AS environment, c.record_id AS record_id, c.key AS subject, NULL AS at,
       '' AS facet,
       CASE WHEN c.named IS NULL THEN 'the register names no store for this dataset'
            ELSE c.seen || ' of ' || c.named || ' stores are logged object by object' END AS detail
FROM counted c
WHERE c.named IS NULL OR c.seen < c.named

-- population
SELECT 'register-dataset' AS source, '' AS environment, '' AS facet, COUNT(*) AS population
FROM register_dataset d
WHERE d.personal_data IS NULL OR d.personal_data = 1 OR d.phi = 1
