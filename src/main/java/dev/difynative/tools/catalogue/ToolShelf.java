package dev.difynative.tools.catalogue;

import java.util.List;
import java.util.UUID;

import dev.difynative.tools.ToolKind;

/** Shows the providers of one kind; implemented where that kind is at home. */
public interface ToolShelf {

    ToolKind kind();

    /** The providers with their tools. */
    List<ProviderView> list(UUID tenantId);
}
