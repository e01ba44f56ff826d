package dev.difynative.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import org.junit.jupiter.params.ParameterizedTest;

import io.github.imfangs.dify.client.DifyClientFactory;
import io.github.imfangs.dify.client.DifyDatasetsClient;

/** Notes which methods of dify-java-client were called at which address, so that none of those that it has is forgotten. */
final class Called {
    private static final String PACKAGE = "io.github.imfangs.dify.client.";
    private static final String CLASSES = PACKAGE.replace('.', '/');

    private final Set<String> methods = new ConcurrentSkipListSet<>();
    private int tests;

    /** The same client, whose calls are noted. */
    <T> T noting(String base, Class<T> type, T client) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (proxy, method, arguments) -> {
            methods.add(name(base, method));
            try {
                return method.invoke(client, arguments);
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        }));
    }

    void testBegins() { tests++; }

    /** Fails when a method was not called at each of the addresses; says nothing when only some of the tests were run. */
    void assertNoneForgotten(Class<?> test, boolean ofDatasets, String... bases) {
        long all = Arrays.stream(test.getDeclaredMethods()).filter(method -> method.isAnnotationPresent(ParameterizedTest.class))
                .count() * bases.length;
        if (tests < all) {
            return;
        }
        Set<String> forgotten = new TreeSet<>();
        for (Class<?> client : published()) {
            for (Method method : client.getDeclaredMethods()) {
                if (client.equals(DifyDatasetsClient.class) == ofDatasets && !method.isSynthetic()) {
                    Arrays.stream(bases).map(base -> name(base, method)).filter(name -> !methods.contains(name))
                            .forEach(forgotten::add);
                }
            }
        }
        assertEquals(Set.of(), forgotten, "methods of the published client that no test calls");
    }

    private static String name(String base, Method method) {
        return base + " " + method.getDeclaringClass().getSimpleName() + "." + method.getName()
                + Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList();
    }

    /** The interfaces of clients that the package has. */
    private static List<Class<?>> published() {
        String file = DifyClientFactory.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        try (JarFile jar = new JarFile(file)) {
            return jar.stream().map(JarEntry::getName)
                    .filter(name -> name.startsWith(CLASSES) && name.endsWith("Client.class") && name.indexOf('/',
                            CLASSES.length()) < 0)
                    .<Class<?>>map(name -> loaded(name.substring(0, name.length() - ".class".length()).replace('/', '.')))
                    .filter(Class::isInterface).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
