using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class BackupWithoutHelperTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task Where_no_container_can_copy_the_data_they_are_read_through_Docker_during_the_freeze()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: cancellationToken);
        using var bot = new DataBotRepository(await sandbox.HostAsync(), telegram);
        var ada = telegram.CreateUser("Ada");
        bot.Configure();
        (await bot.Run("DeployUp")).ShouldEndWith(0);
        await DataBotRepository.Ask(ada, "keep apples");

        // An image that nothing can be run in.
        var empty = Path.Combine(bot.Repository.Directory, "empty.tar");
        await File.WriteAllBytesAsync(empty, new byte[10240], cancellationToken);
        await bot.Docker(
            "import", "--change", "ENTRYPOINT [\"/none\"]", "--change", $"LABEL botstack.bot={bot.Name}", empty, $"botstack/{bot.Name}-helper:1");

        var made = (await bot.Run("Backup")).ShouldEndWith(0).Json;

        made.GetProperty("freezeMilliseconds").GetDouble().ShouldBeGreaterThan(0);
        var place = Path.Combine(bot.Repository.Directory, "restored");
        bot.Unpack(made.GetProperty("path").GetString()!, place);
        Directory.GetFiles(Path.Combine(place, "data"), "*", SearchOption.AllDirectories)
            .ShouldHaveSingleItem().ShouldSatisfyAllConditions(file => File.ReadAllText(file).ShouldContain("apples"));
        (await DataBotRepository.Ask(ada, "kept?")).ShouldBe("apples");
        (await bot.Docker("ps", "-aq", "--filter", $"label=botstack.helper-of={bot.Name}")).ShouldBeEmpty();
        (await bot.Run("DeployDown", "--purge", "--skip-backup")).ShouldEndWith(0);
    }
}
