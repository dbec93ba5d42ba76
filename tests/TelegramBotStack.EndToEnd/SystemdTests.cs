using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

/// <summary>A host without Docker: the same targets, on a real systemd.</summary>
public class SystemdTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_bot_is_deployed_rolled_back_and_removed_on_a_host_that_has_systemd_and_neither_Docker_nor_DotNet()
    {
        await using var host = await SystemdHost.UpAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(host.Access, telegram);
        Configure(repository, version: 1);
        (await repository.Run("DeployInit", "--yes", "--json")).ShouldEndWith(0).Json.GetProperty("architecture").GetString().ShouldNotBeNullOrEmpty();
        var first = (await repository.DeployUp()).ShouldEndWith(0);
        var ada = telegram.CreateUser("Ada");
        await ada.ShouldGetAnEcho("on systemd");

        // Confined, and restarted from now on.
        var unit = (await host.Run("systemctl list-units 'botstack-*' --no-legend --plain | cut -d' ' -f1")).Trim();
        var properties = await host.Run($"systemctl show {unit} -p MemoryMax -p TasksMax -p CPUQuotaPerSecUSec -p NoNewPrivileges -p ProtectSystem -p Restart -p UnitFileState -p CapabilityBoundingSet");
        properties.ShouldContain($"MemoryMax={256 << 20}\n");
        properties.ShouldContain("TasksMax=128\n");
        properties.ShouldContain("CPUQuotaPerSecUSec=500ms\n");
        properties.ShouldContain("NoNewPrivileges=yes\n");
        properties.ShouldContain("ProtectSystem=strict\n");
        properties.ShouldContain("Restart=always\n");
        properties.ShouldContain("UnitFileState=enabled\n");
        properties.ShouldContain("CapabilityBoundingSet=\n");
        (await host.Run($"grep -E '^(Uid|CapEff|CapBnd)' /proc/$(systemctl show -p MainPID --value {unit})/status")).ShouldContain("CapBnd:\t0000000000000000");

        (await host.Run($"tr '\\0' '\\n' </proc/$(systemctl show -p MainPID --value {unit})/environ | grep ^MARKS")).Trim().ShouldBe("MARKS=100% of \"it\" \\ $HOME");

        // The token is in one file that only the bot's user may read.
        var token = telegram.Token.Split(':')[1];
        (await host.Run($"cat /etc/systemd/system/botstack-* /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2>/dev/null; systemctl show {unit}; journalctl -o cat; true")).ShouldNotContain(token);
        (await host.Run($"stat -c '%a %U' /var/lib/botstack-units/{repository.Name}/releases/*/secrets/BOT_TOKEN")).Trim().ShouldBe($"400 botstack-{repository.Name}");

        (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("changed").GetBoolean().ShouldBeFalse();
        Configure(repository, version: 2);
        var second = (await repository.DeployUp()).ShouldEndWith(0);
        output.WriteLine($"first {first.Json.GetProperty("bytesSent")} bytes, second {second.Json.GetProperty("bytesSent")}; gap {second.GapMilliseconds} ms");
        second.Json.GetProperty("bytesSent").GetInt64().ShouldBeLessThan(200 * 1024, "the host has all files already");
        second.Json.GetProperty("isStopFirst").GetBoolean().ShouldBeFalse();
        await ada.ShouldGetAnEcho("second");

        Configure(repository, version: 3, behaviour: "exit-at-once");
        var failed = (await repository.DeployUp()).ShouldEndWith(3);
        failed.Json.GetProperty("code").GetString().ShouldBe("TBS4003");
        await ada.ShouldGetAnEcho("still there");

        (await repository.Rollback()).ShouldEndWith(0).Json.GetProperty("release").GetString().ShouldBe(first.Json.GetProperty("release").GetString());
        (await repository.Run("DeployRestart", "--yes")).ShouldEndWith(0);
        await ada.ShouldGetAnEcho("restarted");
        (await host.Run("kill -9 $(systemctl show -p MainPID --value $(systemctl list-units 'botstack-*' --no-legend --plain | cut -d' ' -f1)); true")).ShouldBeEmpty();
        await ada.ShouldGetAnEcho("after a crash");
        (await repository.Run("DeployStatus", "--json")).ShouldEndWith(0).Json.GetProperty("isAnswering").GetBoolean().ShouldBeTrue();
        (await repository.Run("DeployLogs")).ShouldEndWith(0).Output.ShouldContain("botstack", Case.Insensitive);
        (await repository.Run("DeployExport", "--export-to", Path.Combine(repository.Directory, "out"), "--json")).ShouldEndWith(2).Json.GetProperty("code").GetString().ShouldBe("TBS4042");

        telegram.Statistics.Conflicts.ShouldBe(0);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
        (await host.Run($"ls /etc/systemd/system | grep botstack; ls -d /var/lib/botstack-units 2>/dev/null; id botstack-{repository.Name} 2>/dev/null; true")).ShouldBeEmpty();
    }

    [Fact]
    public async Task On_systemd_too_a_bot_without_the_contract_is_started_again_by_the_host_when_the_deployer_dies()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var host = await SystemdHost.UpAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: cancellationToken);
        using var repository = new BotRepository(host.Access, telegram);
        Configure(repository, version: 1, "foreign", "handover: stop-first\n");
        (await repository.DeployUp()).ShouldEndWith(0);
        var ada = telegram.CreateUser("Ada");
        Configure(repository, version: 2, "foreign", "handover: stop-first\n", window: "60s");
        using (var killed = Deployer.StartToBeKilled(repository, "DeployUp", "--yes", "--json"))
        {
            await killed.Printed("✓ Hand over").WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
            killed.Kill();
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await host.Run("cat $(ls /etc/systemd/system/botstack-*.service | while read f; do systemctl is-active -q ${f##*/} && echo $f; done) /dev/null")).Contains("TESTBOT_VERSION=1", StringComparison.Ordinal))
        {
            limit.Token.ThrowIfCancellationRequested();
        }

        await ada.ShouldGetAnEcho("the old one");
        Configure(repository, version: 3, "foreign", "handover: stop-first\n");
        (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("isStopFirst").GetBoolean().ShouldBeTrue();
        await ada.ShouldGetAnEcho("the third");
        telegram.Statistics.Conflicts.ShouldBe(0);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    private static void Configure(BotRepository repository, int version, string behaviour = "echo", string more = "", string window = "500ms") =>
        repository.Configure(behaviour, version, window, BotRepository.TestBotProject, edit: text => text
            .Replace("network: host\n", "resources:\n  cpus: 0.5\n  pids: 128\n", StringComparison.Ordinal)
            .Replace("TESTBOT_BEHAVIOUR", "MARKS: \"100% of \\\"it\\\" \\\\ $HOME\"\n  TESTBOT_BEHAVIOUR", StringComparison.Ordinal)
            + "method: systemd\n" + more);
}
