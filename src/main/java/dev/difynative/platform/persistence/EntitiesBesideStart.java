package dev.difynative.platform.persistence;

import org.jboss.logging.Logger;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

import io.quarkus.hibernate.orm.runtime.JPAConfig;
import io.quarkus.runtime.Quarkus;

/**
 * In the binary Hibernate makes its model of the tables beside the rest of the start, which does not need it; that is half of what
 * a start takes (docs/adr/0011). Who asks for entities before it is there waits for it, as Quarkus makes each unit only once.
 */
@TargetClass(JPAConfig.class)
final class EntitiesBesideStart {
    private EntitiesBesideStart() {}

    @Substitute
    void startAll() {
        JPAConfig units = (JPAConfig) (Object) this;
        Thread.ofPlatform().name("entities").start(() -> {
            try {
                units.getEntityManagerFactories();
            } catch (IllegalStateException closed) {
                Logger.getLogger(JPAConfig.class).debug("The service ended before its entities were there", closed);
            } catch (RuntimeException fault) {
                Logger.getLogger(JPAConfig.class).fatal("The entities cannot be used", fault);
                Quarkus.asyncExit(1);
            }
        });
    }
}
