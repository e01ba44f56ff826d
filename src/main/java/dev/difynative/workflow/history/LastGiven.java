package dev.difynative.workflow.history;

import java.util.UUID;

/** What a node of a draft gave when it was last run, as a JSON object; {@code sys} stands for what the last run began with. */
public record LastGiven(String node, UUID executionId, String values) {}
