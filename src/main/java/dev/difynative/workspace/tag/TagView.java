package dev.difynative.workspace.tag;

import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A tag; published clients read the number of its bindings as text. */
@RegisterForReflection
public record TagView(UUID id, String name, String type, String bindingCount) {

    static TagView of(Tag tag, long bindings) { return new TagView(tag.id, tag.name, tag.type, Long.toString(bindings)); }
}
