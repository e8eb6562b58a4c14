-- id: threat-detection-disabled
-- title: Threat-detection and configuration-recording services stay enabled
-- question: Did anyone switch off threat detection or configuration recording without an approved change?
-- severity: high
-- test: absence
-- nature: re-performance
-- needs: aws-cloudtrail

WITH adverse AS (
    SELECT e.source, e.environment, e.record_id, e.at, e.action, e.actor, e.actor_principal, e.service,
           COALESCE(e.attributes ->> 'detector', e.target, e.service) AS resource, e.target AS resource_arn
    FROM event e
    WHERE e.source = 'aws-cloudtrail' AND e.at >= :from AND e.at < :until
      AND COALESCE(e.outcome, 'success') = 'success'
      -- every action named below once more: it lets the index on actions be used
      AND e.action IN ('DeleteDetector', 'DeleteMembers', 'DisassociateMembers', 'StopMonitoringMembers',
                       'DisassociateFromMasterAccount', 'DisassociateFromAdministratorAccount', 'UpdateDetector',
                       'DisableSecurityHub', 'StopConfigurationRecorder', 'DeleteConfigurationRecorder',
                       'DeleteDeliveryChannel', 'DisableMacie', 'Disable')
      AND ((e.service = 'guardduty'
            AND (e.action IN ('DeleteDetector', 'DeleteMembers', 'DisassociateMembers', 'StopMonitoringMembers',
                              'DisassociateFromMasterAccount', 'DisassociateFromAdministratorAccount')
                 OR (e.action = 'UpdateDetector' AND lower(e.attributes ->> 'enable') = 'false')))
           OR (e.service = 'securityhub' AND e.action = 'DisableSecurityHub')
           OR (e.service = 'config' AND e.action IN ('StopConfigurationRecorder', 'DeleteConfigurationRecorder',
                                                      'DeleteDeliveryChannel'))
           OR (e.service = 'macie2' AND e.action = 'DisableMacie')
           OR (e.service = 'inspector2' AND e.action = 'Disable'))
)
SELECT a.source AS source, a.environment AS environment, a.record_id AS record_id,
       a.service || ' ' || a.resource AS subject, a.at AS at, '' AS facet,
       a.action || ' without an approved change' AS detail
FROM adverse a
WHERE NOT EXISTS (
    -- approved beforehand by somebody else, inside its window, for this resource or action and this actor
    SELECT 1 FROM register_change c
    WHERE c.approved_by IS NOT NULL AND c.approved_at <= a.at
      AND c.window_from <= a.at AND a.at < c.window_to
      AND (c.requester IS NULL OR c.requester <> c.approved_by)
      AND COALESCE(c.status, 'approved') NOT IN ('requested', 'rejected')
      AND replace(COALESCE(c.system, '') || COALESCE(c.action, ''), '*', '') <> ''
      AND (c.system IS NULL OR c.system = a.environment
           OR matches_glob(c.system, a.resource) = 1 OR matches_glob(c.system, a.resource_arn) = 1)
      AND (c.action IS NULL OR matches_glob(c.action, a.action) = 1)
      AND (c.actor IS NULL OR matches_glob(c.actor, a.actor) = 1 OR matches_glob(c.actor, a.actor_principal) = 1))

-- population
-- Activity of the services themselves, by days that begin in the period: where none of them is seen at work, none can be
-- said to have stayed on.
SELECT u.source AS source, u.environment AS environment, '' AS facet, SUM(u.events) AS population
FROM usage_day u
WHERE u.source = 'aws-cloudtrail' AND u.day >= :from AND u.day < :until
  AND (u.service IN ('guardduty', 'securityhub', 'config', 'macie2', 'inspector2')
       OR u.actor IN ('guardduty.amazonaws.com', 'config.amazonaws.com', 'securityhub.amazonaws.com',
                      'macie.amazonaws.com', 'inspector2.amazonaws.com')
       OR matches_glob('arn:*:role/aws-service-role/guardduty.amazonaws.com/*', u.actor) = 1
       OR matches_glob('arn:*:role/aws-service-role/config.amazonaws.com/*', u.actor) = 1
       OR matches_glob('arn:*:role/aws-service-role/securityhub.amazonaws.com/*', u.actor) = 1
       OR matches_glob('arn:*:role/aws-service-role/macie.amazonaws.com/*', u.actor) = 1
       OR matches_glob('arn:*:role/aws-service-role/inspector2.amazonaws.com/*', u.actor) = 1)
GROUP BY u.source, u.environment
