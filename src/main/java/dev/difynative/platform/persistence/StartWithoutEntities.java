package dev.difynative.platform.persistence;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.inject.spi.ObserverMethod;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

import io.quarkus.arc.impl.ArcContainerImpl;
import io.quarkus.arc.impl.EventContextImpl;
import io.quarkus.arc.runtime.ArcRecorder;
import io.quarkus.runtime.StartupEvent;

/**
 * At its start Quarkus makes each bean of Hibernate and Flyway once, to see that it can. Hibernate's wait for the model of the tables,
 * which {@link EntitiesBesideStart} sees to, and Flyway's look for plug-ins that only a migration needs. So the binary leaves out
 * those observers of its start.
 */
@TargetClass(ArcRecorder.class)
final class StartWithoutEntities {
    private StartWithoutEntities() {}

    @Substitute
    private void fireLifecycleEvent(ArcContainerImpl container, Object event, List<Class<?>> mockedInTests) {
        container.beanManager().resolveObserverMethods(event).stream()
                .filter(observer -> !(event instanceof StartupEvent && Stream
                        .of("org.hibernate.", "jakarta.persistence.", "org.flywaydb.", "io.quarkus.flyway.")
                        .anyMatch(observer.getBeanClass().getName()::startsWith)))
                .sorted(Comparator.comparingInt(ObserverMethod::getPriority))
                .forEach(observer -> observer.notify(new EventContextImpl<>(event, null)));
    }
}
