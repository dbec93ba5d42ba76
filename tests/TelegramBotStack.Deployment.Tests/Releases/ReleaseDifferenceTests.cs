using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Deployment.Tests.Releases;

public class ReleaseDifferenceTests
{
    private static readonly ContainerSettings Container = new(
        new Dictionary<string, string> { ["A"] = "1", ["B"] = "2" }, HostNetwork: false, MemoryBytes: 256 << 20, Cpus: null, Pids: 256);

    [Fact]
    public void The_same_settings_have_no_difference() => Between(Container).ShouldBeEmpty();

    [Fact]
    public void Each_setting_that_changes_is_named_with_what_it_was_and_will_be()
    {
        var wanted = new ContainerSettings(
            new Dictionary<string, string> { ["A"] = "one", ["C"] = "3" }, HostNetwork: true, MemoryBytes: 512 << 20, Cpus: 0.5, Pids: null, StopFirst: true)
        {
            Ports = [new PublishedPort("127.0.0.1", 8080, 80)],
            TimeZone = "Europe/Berlin",
        };

        Between(wanted, "def").ShouldBe(
        [
            "commit: abc → def", "network: bridge → host", "ports: none → 127.0.0.1:8080:80", "resources.memory: 256 MB → 512 MB",
            "resources.cpus: none → 0.5", "resources.pids: 256 → none", "time-zone: none → Europe/Berlin", "handover: standby → stop-first",
            "environment.A: 1 → one", "environment.B: 2 → none", "environment.C: none → 3",
        ]);
    }

    [Fact]
    public void No_setting_of_a_container_is_forgotten() =>
        typeof(ContainerSettings).GetProperties().Where(property => property.Name != "EqualityContract").Select(property => property.Name)
            .ShouldBe(["Variables", "HostNetwork", "MemoryBytes", "Cpus", "Pids", "StopFirst", "Ports", "TimeZone"], ignoreOrder: true, "compare it too");

    private static IReadOnlyList<string> Between(ContainerSettings wanted, string? commit = "abc") => ReleaseDifference.Between(
        new Release
        {
            Id = "1", Image = "", ImageHash = "", ConfigHash = "", SecretsHash = "", SecretsSalt = "", TokenFingerprint = "",
            Container = Container, Commit = "abc", CreatedAt = default, CreatedBy = "",
        },
        wanted,
        commit);
}
