package dev.difynative.testsupport;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;

/** What every test of the running service has beside it. */
@WithTestResource(value = TestDatabase.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = WebServices.class, scope = TestResourceScope.GLOBAL)
final class GlobalTestResources {

    private GlobalTestResources() {}
}
