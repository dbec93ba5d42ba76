using System.Diagnostics;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class KilledBackupTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task A_bot_is_thawed_though_the_deployer_and_the_script_on_the_host_are_killed_while_it_is_frozen()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: cancellationToken);
        using var bot = new DataBotRepository(await sandbox.HostAsync(), telegram);

        // A rollback journal: each write changes the whole file, which has to be copied during the freeze.
        bot.Configure("sqlite-writer", variables: "  DATABOT_MEGABYTES: \"400\"\n  DATABOT_JOURNAL: DELETE\n");
        (await bot.Run("DeployUp")).ShouldEndWith(0);
        var container = await bot.Docker("ps", "-q", "--filter", $"label=botstack.bot={bot.Name}");

        var frozen = false;
        for (var attempt = 0; attempt < 6 && !frozen; attempt++)
        {
            using var deployer = Deployer.StartToBeKilled(bot.Repository, "Backup", "--json");
            var ended = deployer.Ended();
            while (!ended.IsCompleted && !(frozen = await IsPaused()))
            {
                await Task.Delay(10, cancellationToken);
            }

            if (frozen)
            {
                deployer.Kill();
                KillScript(bot.Name);
            }

            await ended;
        }

        frozen.ShouldBeTrue("no freeze was seen");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (await IsPaused())
        {
            await Task.Delay(100, limit.Token);
        }

        (await DataBotRepository.Ask(telegram.CreateUser("Ada"), "kept?")).ShouldBe("nothing");
        (await bot.Run("Backup")).ShouldEndWith(0);
        (await bot.Docker("ps", "-aq", "--filter", $"label=botstack.helper-of={bot.Name}")).ShouldBeEmpty();
        (await bot.Run("DeployDown", "--purge", "--skip-backup")).ShouldEndWith(0);

        async Task<bool> IsPaused() => await bot.Docker("inspect", "-f", "{{.State.Paused}}", container) == "true";
    }

    [Fact]
    public async Task A_deployer_killed_or_interrupted_in_a_restore_leaves_the_bot_answering_with_its_old_data()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: cancellationToken);
        using var bot = new DataBotRepository(await sandbox.HostAsync(), telegram);
        var ada = telegram.CreateUser("Ada");
        bot.Configure();
        (await bot.Run("DeployUp")).ShouldEndWith(0);
        await DataBotRepository.Ask(ada, "keep apples");
        var backup = (await bot.Run("Backup")).ShouldEndWith(0).Json.GetProperty("id").GetString()!;
        await DataBotRepository.Ask(ada, "keep pears");

        foreach (var (step, start, stop) in new (string, Func<BotRepository, string[], Deployer>, Action<Deployer>)[]
        {
            ("✓ Upload data", Deployer.StartToBeKilled, deployer => deployer.Kill()),
            ("✓ End", Deployer.StartToBeKilled, deployer => deployer.Kill()),
            ("✓ Start", Deployer.StartToBeKilled, deployer => deployer.Kill()),
            ("✓ Start", Deployer.Start, deployer => deployer.Interrupt()),
        })
        {
            using (var deployer = start(bot.Repository, ["Restore", "--backup-id", backup, "--yes", "--json"]))
            {
                await deployer.Printed(step).WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
                stop(deployer);
                await deployer.Ended();
            }

            // Until the host has noticed, the one on the restored data may answer.
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(60));
            while (await DataBotRepository.Ask(ada, "kept?") != "pears")
            {
                await Task.Delay(500, limit.Token);
            }
        }

        (await bot.Run("DeployUp")).ShouldEndWith(0);
        (await DataBotRepository.Ask(ada, "kept?")).ShouldBe("pears");
        (await bot.Volumes()).Split('\n').Length.ShouldBe(1, "what was left is cleared");
        telegram.Statistics.Conflicts.ShouldBe(0);
        // By its name: a DeployUp that had something to do has made another one.
        (await bot.Run("Restore", "--backup-id", backup)).ShouldEndWith(0);
        (await DataBotRepository.Ask(ada, "kept?")).ShouldBe("apples");
        (await bot.Run("DeployDown", "--purge", "--skip-backup")).ShouldEndWith(0);
    }

    // The shell that froze the bot is the parent of the helper container's docker command.
    private static void KillScript(string bot)
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc").Where(path => Path.GetFileName(path).All(char.IsAsciiDigit)))
        {
            try
            {
                var command = File.ReadAllText(Path.Combine(directory, "cmdline"));
                if (command.StartsWith("docker\0run\0", StringComparison.Ordinal) && command.Contains($"botstack-{bot}-helper-", StringComparison.Ordinal))
                {
                    var parent = File.ReadAllText(Path.Combine(directory, "stat")).Split(") ")[^1].Split(' ')[1];
                    using var shell = Process.GetProcessById(int.Parse(parent, System.Globalization.CultureInfo.InvariantCulture));
                    shell.Kill();
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
            {
                // The process has ended in between.
                continue;
            }
        }
    }
}
