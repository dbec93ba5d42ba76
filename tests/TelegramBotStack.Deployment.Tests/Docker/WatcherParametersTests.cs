using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Deployment.Tests.Docker;

public class WatcherParametersTests
{
    private static readonly Release Release = new()
    {
        Id = "20261125T000000Z-abcdef",
        Image = "botstack/echo:20261125T000000Z-abcdef",
        ImageHash = "image",
        ConfigHash = "config",
        SecretsHash = "secrets",
        SecretsSalt = "salt",
        TokenFingerprint = "fingerprint",
        Container = new ContainerSettings(new Dictionary<string, string> { ["GREETING"] = "hi" }, HostNetwork: false, 512L << 20, 2, 1000)
        {
            Ports = [new PublishedPort("0.0.0.0", 8080, 80)],
        },
        CreatedAt = DateTimeOffset.UnixEpoch,
        CreatedBy = "ada",
    };

    [Fact]
    public void A_watcher_has_no_rights_no_port_of_the_bot_and_is_none_of_its_instances()
    {
        var watcher = WatcherParameters.Of("echo", "vps", Release, new AlertSettings(42, "HOOK"));

        watcher.Name.ShouldBe("botstack-echo-watcher");
        watcher.Cmd.ShouldBe(["--watch"]);
        watcher.User.ShouldBe("1654:1654");
        watcher.ExposedPorts.ShouldBeEmpty();
        watcher.Labels!["botstack.bot"].ShouldBeEmpty();
        watcher.Env.ShouldContain("GREETING=hi");
        watcher.Env.ShouldContain("BOTSTACK_WATCH_WEBHOOK=HOOK");
        var limits = watcher.HostConfig!;
        limits.PortBindings.ShouldBeEmpty();
        limits.ReadonlyRootfs.ShouldBeTrue();
        limits.CapDrop.ShouldBe(["ALL"]);
        limits.SecurityOpt.ShouldBe(["no-new-privileges"]);
        limits.Memory.ShouldBe(96L << 20);
        limits.Mounts!.Where(mount => mount.ReadOnly != true).Select(mount => mount.Target).ShouldBe(["/watch"]);
        limits.Mounts!.ShouldAllBe(mount => mount.Type == "volume");
    }

    [Fact]
    public void A_watcher_is_made_anew_when_anything_about_it_changes_and_only_then()
    {
        var alerts = new AlertSettings(42);
        var hash = Hash(Release, alerts);

        Hash(Release with { VerifiedAt = DateTimeOffset.UnixEpoch }, new AlertSettings(42)).ShouldBe(hash);
        new[]
        {
            Hash(Release with { Id = "other" }, alerts),
            Hash(Release, alerts with { Chat = 43 }),
            Hash(Release, alerts with { Webhook = "HOOK" }),
            Hash(Release, alerts with { After = TimeSpan.FromSeconds(5) }),
            Hash(Release, alerts with { Repeat = TimeSpan.FromHours(1) }),
            Hash(Release, alerts with { DiskFree = 1L << 30 }),
        }.Append(hash).ShouldBeUnique();
    }

    private static string Hash(Release release, AlertSettings alerts) =>
        WatcherParameters.Of("echo", "vps", release, alerts).Labels!["botstack.watcher-hash"];
}
