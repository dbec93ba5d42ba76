using System.Diagnostics;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class BackupScheduleTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task The_host_makes_copies_by_itself_and_the_next_backup_brings_them_home()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await sandbox.HostAsync();
        if (!File.Exists("/usr/bin/crontab"))
        {
            await DebianPackages.InstallAsync("cron", TestContext.Current.CancellationToken);
        }

        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: cancellationToken);
        using var bot = new DataBotRepository(host, telegram);
        var ada = telegram.CreateUser("Ada");
        var others = await Crontab();
        bot.Configure(edit: text => text + "  schedule: daily at 03:30\n  keep: 2\n");
        (await bot.Run("DeployUp")).ShouldEndWith(0);
        await DataBotRepository.Ask(ada, "keep apples");

        var line = (await Crontab()).Split('\n').Single(text => text.EndsWith($"# botstack {bot.Name}", StringComparison.Ordinal));
        line.ShouldStartWith("30 3 * * * ");
        for (var night = 0; night < 3; night++)
        {
            await RunAsCron(line["30 3 * * * ".Length..]);
        }

        var listed = (await bot.Run("BackupList")).ShouldEndWith(0).Json.GetProperty("backups").EnumerateArray().ToArray();
        listed.Length.ShouldBe(2);
        listed.ShouldAllBe(backup => backup.GetProperty("kind").GetString() == "schedule" && !backup.GetProperty("atHome").GetBoolean());
        var history = (await bot.Run("DeployHistory")).ShouldEndWith(0);
        history.Json.GetProperty("audit").EnumerateArray()
            .Count(entry => entry.GetProperty("operation").GetString() == "Backup (schedule)" && entry.GetProperty("outcome").GetString() == "done")
            .ShouldBe(3);
        File.ReadAllText(Path.Combine(host.StateDirectory, bot.Name, "backups", "schedule.conf")).ShouldNotContain(telegram.Token);

        var made = (await bot.Run("Backup")).ShouldEndWith(0).Json;
        made.GetProperty("collected").GetArrayLength().ShouldBe(1, "two are kept, and the one made just now is one of them");
        bot.Files.Count.ShouldBe(2);

        bot.Configure(version: 2);
        (await bot.Run("DeployUp")).ShouldEndWith(0);
        (await Crontab()).ShouldBe(others);
        (await bot.Run("DeployDown", "--purge", "--skip-backup")).ShouldEndWith(0);
    }

    private static async Task<string> Crontab()
    {
        using var process = Process.Start(new ProcessStartInfo("crontab", ["-l"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output.Trim();
    }

    // As crontab(5) says: by /bin/sh, with next to nothing in the environment.
    private static Task RunAsCron(string command) => RefusedDeploymentTests.RunAsync(
        "env", "-i", "HOME=/root", "LOGNAME=root", "SHELL=/bin/sh", "PATH=/usr/bin:/bin", "/bin/sh", "-c", command);
}
