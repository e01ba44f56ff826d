package dev.difynative.models.catalogue;

import java.util.List;
import java.util.UUID;

/** Further model providers of a workspace, beside those that are part of the service. Asked for each model call: from memory. */
public interface ProviderSource {

    List<ProviderSpec> of(UUID tenantId);
}
