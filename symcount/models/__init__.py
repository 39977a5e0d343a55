"""Things that have parameters: live models, saved models and configurations, as a `Model` of parts."""
