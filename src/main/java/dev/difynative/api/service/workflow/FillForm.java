package dev.difynative.api.service.workflow;

import java.util.Map;

/** What somebody fills into a form of a workflow. */
public record FillForm(Map<String, Object> inputs, String action, String user) {}
