using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class RollbackWithDataTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task Each_deployment_makes_a_backup_or_is_refused_and_a_rollback_brings_the_data_back_with_the_release()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await sandbox.HostAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: cancellationToken);
        using var bot = new DataBotRepository(host, telegram);
        var ada = telegram.CreateUser("Ada");
        bot.Configure(beforeDeploy: true);
        var first = (await bot.Run("DeployUp")).ShouldEndWith(0);
        first.Screen.ShouldContain("there are no data yet");
        await DataBotRepository.Ask(ada, "keep apples");

        // W08: a backup that fails is a deployment that is not done.
        bot.Configure(version: 2, beforeDeploy: true);
        var backups = Path.Combine(host.StateDirectory, bot.Name, "backups");
        Directory.CreateDirectory(backups);
        await RefusedDeploymentTests.RunAsync("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", backups);
        try
        {
            (await bot.Run("DeployUp")).ShouldEndWith(1).Json.GetProperty("code").GetString().ShouldBe("TBS8002");
        }
        finally
        {
            await RefusedDeploymentTests.RunAsync("umount", backups);
        }

        (await DataBotRepository.Ask(ada, "kept?")).ShouldBe("apples");
        bot.Files.ShouldBeEmpty();

        (await bot.Run("DeployUp")).ShouldEndWith(0).Screen.ShouldContain("frozen for");
        bot.Files.Count.ShouldBe(1);
        await DataBotRepository.Ask(ada, "keep pears");

        var rolledBack = (await bot.Run("Rollback", "--with-data")).ShouldEndWith(0).Json;

        rolledBack.GetProperty("release").GetString().ShouldBe(first.Json.GetProperty("release").GetString());
        (await DataBotRepository.Ask(ada, "kept?")).ShouldBe("apples");

        // The data of another deployment are not those of this one.
        bot.Configure(version: 3, beforeDeploy: true);
        (await bot.Run("DeployUp", "--skip-backup")).ShouldEndWith(0);
        await DataBotRepository.Ask(ada, "keep plums");
        (await bot.Run("Rollback", "--with-data")).ShouldEndWith(2).Json.GetProperty("code").GetString().ShouldBe("TBS8021");
        (await DataBotRepository.Ask(ada, "kept?")).ShouldBe("plums");
        (await bot.Run("DeployDown", "--purge", "--skip-backup")).ShouldEndWith(0);
        Directory.Exists(backups).ShouldBeFalse();
    }
}
