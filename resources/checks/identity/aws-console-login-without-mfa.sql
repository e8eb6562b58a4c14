-- id: aws-console-login-without-mfa
-- title: Console sign-ins use a second factor
-- question: Did anyone sign in to the AWS console as root or an IAM user without a second factor?
-- severity: critical
-- test: absence
-- nature: re-performance
-- needs: aws-cloudtrail

-- Federated sign-ins always read "no" here, whatever the identity provider asked for; they are tested at the provider.
SELECT e.source AS source, e.environment AS environment, e.record_id AS record_id, e.actor AS subject, e.at AS at,
       '' AS facet,
       CASE WHEN e.attributes ->> 'mfa_used' IS NULL THEN 'the record does not show a second factor'
            ELSE 'signed in without a second factor' END AS detail
FROM event e
WHERE e.source = 'aws-cloudtrail' AND e.action = 'ConsoleLogin' AND e.at >= :from AND e.at < :until
  AND e.attributes ->> 'console_login' = 'Success' AND e.actor_type IN ('IAMUser', 'Root')
  AND COALESCE(e.attributes ->> 'mfa_used', 'No') <> 'Yes'

-- population
SELECT e.source AS source, e.environment AS environment, '' AS facet, COUNT(*) AS population
FROM event e
WHERE e.source = 'aws-cloudtrail' AND e.action = 'ConsoleLogin' AND e.at >= :from AND e.at < :until
  AND e.attributes ->> 'console_login' = 'Success' AND e.actor_type IN ('IAMUser', 'Root')
GROUP BY e.source, e.environment
