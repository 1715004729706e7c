package io.heddle.architecture;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// What may know what, looked up in the class files.
class ArchitectureTest {

    private static final String CORE = "io.heddle";
    private static final String INTERNAL = "io.heddle.internal.";
    private static final String HTTP = "io.heddle.http";
    private static final String METRICS = "io.heddle.metrics";

    /// Kinds of sockets beside the core's streams. They wait and count by the same means.
    private static final Set<String> SOCKETS = Set.of("io.heddle.udp", "io.heddle.icmp");

    private static final List<CompiledClass> CLASSES = CompiledClass.all();

    @Test
    void packagesHaveNoCycles() {
        Map<String, Set<String>> arrows = packageArrows();

        for (String start : arrows.keySet()) {
            assertTrue(
                    !reachableFrom(start, arrows).contains(start),
                    () -> start + " is in a cycle of packages: " + arrows);
        }
    }

    @Test
    void arrowsPointFromCapabilityToCoreToInternal() {
        List<String> wrong = new ArrayList<>();
        packageArrows()
                .forEach((from, targets) -> {
                    for (String to : targets) {
                        if (!isAllowed(from, to)) {
                            wrong.add(from + " -> " + to);
                        }
                    }
                });

        assertEquals(List.of(), wrong);
    }

    private static boolean isAllowed(String from, String to) {
        if (from.startsWith(INTERNAL)) {
            return to.startsWith(INTERNAL);
        }
        if (from.equals(CORE)) {
            return to.startsWith(INTERNAL);
        }
        if (SOCKETS.contains(from)) {
            return to.equals(CORE) || to.startsWith(INTERNAL);
        }
        if (from.startsWith(HTTP + ".")) {
            return to.equals(HTTP) || to.equals(CORE);
        }
        return to.equals(CORE) || (from.equals(METRICS) && !to.startsWith(INTERNAL));
    }

    private static Map<String, Set<String>> packageArrows() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (CompiledClass type : CLASSES) {
            Set<String> targets =
                    arrows.computeIfAbsent(type.packageName(), name -> new TreeSet<>());
            type.mentioned().stream()
                    .filter(name -> name.startsWith(CORE + "."))
                    .map(CompiledClass::packageOf)
                    .filter(name -> !name.equals(type.packageName()))
                    .forEach(targets::add);
        }
        return arrows;
    }

    private static Set<String> reachableFrom(String start, Map<String, Set<String>> arrows) {
        Set<String> reached = new TreeSet<>();
        List<String> next = new ArrayList<>(arrows.getOrDefault(start, Set.of()));
        while (!next.isEmpty()) {
            String name = next.removeLast();
            if (reached.add(name)) {
                next.addAll(arrows.getOrDefault(name, Set.of()));
            }
        }
        return reached;
    }

    @Test
    void onlyMetricsKnowsMicrometer() {
        assertEquals(
                Set.of(METRICS),
                packagesOf(classesThatMention(name -> name.startsWith("io.micrometer."))));
    }

    @Test
    void onlyJdkJspecifyAndMicrometerAreNeeded() {
        Predicate<String> isForeign =
                name ->
                        Set.of(
                                        "java.",
                                        "javax.",
                                        "jdk.",
                                        "io.heddle.",
                                        "org.jspecify.",
                                        "io.micrometer.")
                                .stream()
                                .noneMatch(name::startsWith);

        assertEquals(Set.of(), classesThatMention(isForeign));
    }

    @Test
    void modularUsersNeedNeitherJspecifyNorMicrometer() throws IOException {
        Set<String> needed = new TreeSet<>();
        for (ModuleDescriptor.Requires required : moduleDescriptor().requires()) {
            needed.add(
                    required.name()
                            + (required.modifiers().contains(Modifier.STATIC) ? " if there" : ""));
        }

        assertEquals(
                Set.of(
                        "java.base",
                        "jdk.jfr",
                        "jdk.net",
                        "jdk.unsupported",
                        "java.management",
                        "micrometer.core if there",
                        "micrometer.observation if there",
                        "org.jspecify if there"),
                needed);
    }

    @Test
    void internalPackagesAreNotExported() throws IOException {
        Set<String> exported = new TreeSet<>();
        moduleDescriptor().exports().stream()
                .filter(export -> !export.isQualified())
                .forEach(export -> exported.add(export.source()));

        Set<String> expected = packagesOf(names(CLASSES));
        expected.removeIf(name -> name.startsWith(INTERNAL));
        assertEquals(expected, exported);
    }

    @Test
    void onlyJmxSeesAnInternalPackage() throws IOException {
        Set<String> exported = new TreeSet<>();
        moduleDescriptor().exports().stream()
                .filter(ModuleDescriptor.Exports::isQualified)
                .forEach(export -> exported.add(export.source() + " to " + export.targets()));

        assertEquals(Set.of("io.heddle.internal.management to [java.management]"), exported);
    }

    @Test
    void onlyManagementUsesJmx() {
        Predicate<String> isJmx =
                name ->
                        name.startsWith("javax.management.")
                                || name.startsWith("java.lang.management.");

        assertEquals(
                Set.of("io.heddle.internal.management"), packagesOf(classesThatMention(isJmx)));
    }

    @Test
    void nothingPrintsToTheConsole() {
        assertEquals(
                Set.of(), names(CLASSES.stream().filter(ArchitectureTest::usesConsole).toList()));
    }

    private static boolean usesConsole(CompiledClass type) {
        return StreamSupport.stream(type.model().constantPool().spliterator(), false)
                .anyMatch(entry ->
                        entry instanceof FieldRefEntry field
                                && field.owner().asInternalName().equals("java/lang/System")
                                && Set.of("out", "err", "in").contains(field.name().stringValue()));
    }

    @Test
    void nothingIsKeptInThreadLocals() {
        Set<String> threadLocals =
                Set.of("java.lang.ThreadLocal", "java.lang.InheritableThreadLocal");

        assertEquals(Set.of(), classesThatMention(threadLocals::contains));
    }

    @Test
    void onlyLoggingObserversLog() {
        Predicate<String> isLogger =
                name ->
                        name.startsWith("java.lang.System$Logger")
                                || name.startsWith("java.util.logging.")
                                || name.startsWith("org.slf4j.");

        assertEquals(
                Set.of(
                        "io.heddle.LoggingObserver",
                        "io.heddle.tls.LoggingCertificateObserver",
                        "io.heddle.udp.LoggingDatagramObserver"),
                classesThatMention(isLogger));
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> marked = new TreeSet<>();
        for (CompiledClass type : CLASSES) {
            boolean isMarked =
                    type.fileName().equals("package-info")
                            && type
                                    .model()
                                    .findAttribute(Attributes.runtimeVisibleAnnotations())
                                    .stream()
                                    .flatMap(attribute -> attribute.annotations().stream())
                                    .anyMatch(annotation ->
                                            annotation
                                                    .className()
                                                    .stringValue()
                                                    .equals(
                                                            "Lorg/jspecify/annotations/NullMarked;"));
            if (isMarked) {
                marked.add(type.packageName());
            }
        }

        assertEquals(packagesOf(names(CLASSES)), marked);
    }

    @Test
    void classFilesAreOfJava25WithoutPreview() {
        for (CompiledClass type : CLASSES) {
            assertEquals(ClassFile.JAVA_25_VERSION, type.model().majorVersion(), type.name());
            assertEquals(0, type.model().minorVersion(), type.name());
        }
    }

    @Test
    void moduleDescriptorIsForOlderToolsToo() throws IOException {
        var model = ClassFile.of().parse(CompiledClass.directory().resolve("module-info.class"));

        assertEquals(ClassFile.JAVA_17_VERSION, model.majorVersion());
        assertEquals(0, model.minorVersion());
    }

    private static ModuleDescriptor moduleDescriptor() throws IOException {
        try (InputStream file =
                Files.newInputStream(CompiledClass.directory().resolve("module-info.class"))) {
            return ModuleDescriptor.read(file);
        }
    }

    private static Set<String> classesThatMention(Predicate<String> name) {
        return names(
                CLASSES.stream().filter(type -> type.mentioned().stream().anyMatch(name)).toList());
    }

    private static Set<String> names(List<CompiledClass> types) {
        return types.stream().map(CompiledClass::name).collect(toCollection(TreeSet::new));
    }

    private static Set<String> packagesOf(Set<String> classNames) {
        return classNames.stream()
                .map(CompiledClass::packageOf)
                .collect(toCollection(TreeSet::new));
    }
}
