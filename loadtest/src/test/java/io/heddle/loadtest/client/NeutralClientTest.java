package io.heddle.loadtest.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No server that is measured shall be favoured by sharing code with the client that measures it.
class NeutralClientTest {
    private static final List<String> ALLOWED =
            List.of(
                    "java/",
                    "javax/net/ssl/",
                    "org/HdrHistogram/",
                    "org/jspecify/",
                    "io/heddle/loadtest/client/",
                    "io/heddle/loadtest/wire/");

    @Test
    void dependsOnTheJdkAndHistogramsAlone() throws Exception {
        var classes = classFiles();

        var strangers = new ArrayList<String>();
        for (var file : classes) {
            for (var entry : ClassFile.of().parse(file).constantPool()) {
                if (entry instanceof ClassEntry type && isStranger(type.asInternalName())) {
                    strangers.add(file.getFileName() + " uses " + type.asInternalName());
                }
            }
        }

        assertFalse(classes.isEmpty());
        assertEquals(List.of(), strangers);
    }

    private static boolean isStranger(String type) {
        var element = type.replaceAll("^\\[+L?", "");
        boolean primitive = element.length() == 1;
        return !primitive && ALLOWED.stream().noneMatch(element::startsWith);
    }

    private static List<Path> classFiles() throws IOException {
        var directory =
                Path.of(
                        LoadClient.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath());
        try (Stream<Path> files = Files.walk(directory.resolve("io/heddle/loadtest/client"))) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }
}
