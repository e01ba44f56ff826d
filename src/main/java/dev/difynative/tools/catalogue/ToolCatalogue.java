package dev.difynative.tools.catalogue;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.tools.ToolKind;
import io.quarkus.arc.All;

/** The providers of tools of all kinds that a workspace can use. */
@Singleton
public class ToolCatalogue {
    private final List<ToolShelf> shelves;

    ToolCatalogue(@All List<ToolShelf> shelves) {
        this.shelves = shelves.stream().sorted(Comparator.comparing(ToolShelf::kind)).toList();
    }

    /** The built-in ones first; of one kind only, if one is named. */
    public List<ProviderView> list(UUID tenantId, Optional<ToolKind> kind) {
        return shelves.stream().filter(shelf -> kind.isEmpty() || shelf.kind() == kind.get())
                .flatMap(shelf -> shelf.list(tenantId).stream()).toList();
    }
}
