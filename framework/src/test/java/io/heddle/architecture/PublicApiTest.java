package io.heddle.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What users can see of the exported packages.
class PublicApiTest {

    private static final String INTERNAL = "io.heddle.internal.";

    private static final List<CompiledClass> PUBLIC =
            CompiledClass.all().stream()
                    .filter(type -> !type.packageName().startsWith(INTERNAL))
                    .filter(type -> (type.model().flags().flagsMask() & ClassFile.ACC_PUBLIC) != 0)
                    .toList();

    @Test
    void showsNoInternalType() {
        List<String> wrong = new ArrayList<>();
        for (CompiledClass type : PUBLIC) {
            for (String shown : shownBy(type)) {
                if (shown.startsWith(INTERNAL)) {
                    wrong.add(type.name() + " shows " + shown);
                }
            }
        }

        assertEquals(List.of(), wrong);
    }

    @Test
    void isFound() {
        Set<String> names = new TreeSet<>();
        PUBLIC.forEach(type -> names.add(type.name()));

        assertTrue(names.contains("io.heddle.Connection"), names::toString);
        assertTrue(
                shownBy(named("io.heddle.Connection")).contains("io.heddle.ConnectionInput"),
                "the type of a method");
        assertTrue(
                shownBy(named("io.heddle.ServerConfig")).contains("io.heddle.ServerObserver"),
                "the type argument of a record component");
    }

    private static CompiledClass named(String name) {
        return PUBLIC.stream().filter(type -> type.name().equals(name)).findFirst().orElseThrow();
    }

    /// The classes in the signatures of a class and of its public and protected members.
    private static Set<String> shownBy(CompiledClass type) {
        Set<String> shown = new TreeSet<>();
        var model = type.model();
        shown.addAll(signatureOf(model));
        model.superclass().ifPresent(parent -> shown.add(name(parent)));
        model.interfaces().forEach(parent -> shown.add(name(parent)));
        model.findAttribute(Attributes.permittedSubclasses())
                .ifPresent(permits ->
                        permits.permittedSubclasses().forEach(child -> shown.add(name(child))));
        for (var method : model.methods()) {
            if (isVisible(method.flags().flags())) {
                shown.addAll(CompiledClass.inDescriptor(method.methodType().stringValue()));
                shown.addAll(signatureOf(method));
                method.findAttribute(Attributes.exceptions())
                        .ifPresent(thrown ->
                                thrown.exceptions().forEach(kind -> shown.add(name(kind))));
            }
        }
        for (var field : model.fields()) {
            if (isVisible(field.flags().flags())) {
                shown.addAll(CompiledClass.inDescriptor(field.fieldType().stringValue()));
                shown.addAll(signatureOf(field));
            }
        }
        return shown;
    }

    private static boolean isVisible(Set<AccessFlag> flags) {
        return flags.contains(AccessFlag.PUBLIC) || flags.contains(AccessFlag.PROTECTED);
    }

    private static Set<String> signatureOf(AttributedElement element) {
        return element.findAttribute(Attributes.signature())
                .map(generic -> CompiledClass.inDescriptor(generic.signature().stringValue()))
                .orElse(Set.of());
    }

    private static String name(ClassEntry type) {
        return type.asInternalName().replace('/', '.');
    }
}
