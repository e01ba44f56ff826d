package dev.difynative.api.knowledge;

import dev.difynative.knowledge.segment.SegmentView;
import dev.difynative.knowledge.settings.DocForm;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A segment with the form of its document. */
@RegisterForReflection
public record OneSegment(SegmentView data, DocForm docForm) {}
