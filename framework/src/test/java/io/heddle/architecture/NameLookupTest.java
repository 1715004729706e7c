package io.heddle.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.constantpool.MemberRefEntry;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Nothing that a peer sends is ever looked up: nobody asks for names, but for the calls that are
/// there for it.
class NameLookupTest {

    private static final Set<String> LOOKUPS =
            Set.of(
                    "java/net/InetAddress.getByName",
                    "java/net/InetAddress.getAllByName",
                    "java/net/InetAddress.getHostName",
                    "java/net/InetAddress.getCanonicalHostName",
                    "java/net/InetSocketAddress.getHostName");

    @Test
    void nobodyLooksUpNames() {
        assertEquals(
                Set.of(
                        // resolve(), which a user calls with what a user wrote
                        "io.heddle.Endpoint: java/net/InetSocketAddress.<init>",
                        // system(), by which clients look up what users name
                        "io.heddle.client.Resolver: java/net/InetAddress.getAllByName"),
                users(NameLookupTest::looksUp));
    }

    @Test
    void literalsAreFound() {
        Predicate<MemberRefEntry> literals =
                member -> name(member).equals("java/net/InetAddress.ofLiteral");

        assertTrue(users(literals).toString().contains("io.heddle.Network"));
    }

    private static boolean looksUp(MemberRefEntry member) {
        boolean byName =
                name(member).equals("java/net/InetSocketAddress.<init>")
                        && member.type().stringValue().startsWith("(Ljava/lang/String;");
        return byName || LOOKUPS.contains(name(member));
    }

    private static String name(MemberRefEntry member) {
        return member.owner().asInternalName() + "." + member.name().stringValue();
    }

    private static Set<String> users(Predicate<MemberRefEntry> which) {
        Set<String> users = new TreeSet<>();
        for (CompiledClass type : CompiledClass.all()) {
            for (var entry : type.model().constantPool()) {
                if (entry instanceof MemberRefEntry member && which.test(member)) {
                    users.add(type.name() + ": " + name(member));
                }
            }
        }
        return users;
    }
}
