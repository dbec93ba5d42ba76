using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class RestoreTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task A_restore_replaces_the_data_as_a_whole_and_one_that_fails_leaves_the_old_data()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await sandbox.HostAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: cancellationToken);
        using var bot = new DataBotRepository(host, telegram);
        var ada = telegram.CreateUser("Ada");
        bot.Configure();
        (await bot.Run("DeployUp")).ShouldEndWith(0);
        (await bot.Run("Backup")).ShouldEndWith(1).Json.GetProperty("code").GetString().ShouldBe("TBS8001");
        await DataBotRepository.Ask(ada, "keep apples");
        var backup = (await bot.Run("Backup")).ShouldEndWith(0).Json;
        var file = backup.GetProperty("path").GetString()!;
        (OperatingSystem.IsLinux() ? File.GetUnixFileMode(file) : default).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await bot.Run("BackupVerify")).ShouldEndWith(0).Json.GetProperty("path").GetString().ShouldBe(file);
        await DataBotRepository.Ask(ada, "keep pears");

        var restored = (await bot.Run("Restore", "--backup-id", backup.GetProperty("id").GetString()!)).ShouldEndWith(0).Json;

        restored.GetProperty("files").GetInt32().ShouldBe(1);
        (await DataBotRepository.Ask(ada, "kept?")).ShouldBe("apples");
        (await bot.Volumes()).Split('\n').Length.ShouldBe(1, "the old data are gone");
        (await bot.Docker("ps", "-aq", "--filter", $"label=botstack.bot={bot.Name}")).Split('\n').Length.ShouldBe(1);

        // W05: cut off, changed, or not a backup at all; W45: a path that leads elsewhere.
        await DataBotRepository.Ask(ada, "keep plums");
        var content = await File.ReadAllBytesAsync(file, cancellationToken);
        await Refused("TBS8012", 1, content[..(content.Length / 2)]);
        await Refused("TBS8012", 1, [.. content[..^40], (byte)(content[^40] ^ 1), .. content[^39..]]);
        await Refused("TBS8011", 2, "not a backup at all"u8.ToArray());
        (await bot.Run("Restore", "--backup-id", "../../../etc/hostname.tar.gz")).ShouldEndWith(2).Json.GetProperty("code").GetString().ShouldBe("TBS8010");

        // A bot that cannot live with the restored data.
        bot.Configure(version: 2, variables: "  DATABOT_REFUSES: apples\n");
        await DataBotRepository.Ask(ada, "keep cherries");
        (await bot.Run("DeployUp")).ShouldEndWith(0);
        var failed = (await bot.Run("Restore", "--backup-id", file)).ShouldEndWith(3);
        failed.Screen.ShouldContain("answers again");
        (await DataBotRepository.Ask(ada, "kept?")).ShouldBe("cherries");
        (await bot.Volumes()).Split('\n').Length.ShouldBe(1);
        telegram.Statistics.Conflicts.ShouldBe(0);

        // Line 16, R66: what is purged is gone, and backed up before.
        var purged = (await bot.Run("DeployDown", "--purge")).ShouldEndWith(0).Json;
        (await bot.Volumes()).ShouldBeEmpty();
        (await bot.Docker("images", "-q", "--filter", $"label=botstack.bot={bot.Name}")).ShouldBeEmpty();
        var place = Path.Combine(bot.Repository.Directory, "purged");
        bot.Unpack(purged.GetProperty("backup").GetProperty("path").GetString()!, place);
        (await File.ReadAllTextAsync(Directory.GetFiles(place, "note*.json", SearchOption.AllDirectories).Single(), cancellationToken)).ShouldContain("cherries");

        async Task Refused(string code, int exitCode, byte[] damaged)
        {
            var other = Path.Combine(bot.Repository.Directory, "other.botbackup");
            await File.WriteAllBytesAsync(other, damaged, cancellationToken);
            var refused = (await bot.Run("Restore", "--backup-id", other)).ShouldEndWith(exitCode);
            refused.Json.GetProperty("code").GetString().ShouldBe(code);
            (await DataBotRepository.Ask(ada, "kept?")).ShouldBe("plums");
        }
    }

    [Fact]
    public async Task A_backup_is_restored_to_another_host_and_to_a_bot_of_another_name()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var first = new DataBotRepository(await sandbox.HostAsync(), telegram);
        var ada = telegram.CreateUser("Ada");
        first.Configure();
        (await first.Run("DeployUp")).ShouldEndWith(0);
        await DataBotRepository.Ask(ada, "keep apples");
        var file = (await first.Run("Backup")).ShouldEndWith(0).Json.GetProperty("path").GetString()!;
        (await first.Run("DeployDown", "--purge", "--skip-backup")).ShouldEndWith(0);

        await using var other = await SandboxFixture.UpAsync("restore", Deployment.Sandbox.SandboxSettings.RuntimeImage);
        using var second = new DataBotRepository(other, telegram);
        second.Configure();

        // Somebody else's backup is nobody else's to read.
        (await second.Run("Restore", "--backup-id", file)).ShouldEndWith(2).Json.GetProperty("code").GetString().ShouldBe("TBS8013");
        second.Repository.Identity = first.Repository.Identity;
        var asked = (await second.Repository.Run("Restore", "--backup-id", file, "--json")).ShouldEndWith(2);
        asked.Json.GetProperty("code").GetString().ShouldBe("TBS6106");
        asked.Json.GetProperty("cause").GetString()!.ShouldContain($"another bot or host ({first.Name} on");

        // Before the first deployment, so that the bot never answers without its data.
        (await second.Run("Restore", "--backup-id", file)).ShouldEndWith(0);
        (await second.Run("DeployUp")).ShouldEndWith(0);

        (await DataBotRepository.Ask(ada, "kept?")).ShouldBe("apples");
        await DataBotRepository.Ask(ada, "keep pears");
        (await second.Run("DeployRestart")).ShouldEndWith(0);
        (await DataBotRepository.Ask(ada, "kept?")).ShouldBe("pears");
        (await second.Run("DeployDown", "--purge", "--skip-backup")).ShouldEndWith(0);
    }
}
