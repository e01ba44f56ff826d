package dev.difynative.knowledge.index;

import java.util.UUID;

/** A dataset is being deleted; observed after the commit, it is gone. */
public record DatasetRemoved(UUID datasetId) {}
