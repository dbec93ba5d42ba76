using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class HandoverTests(SandboxFixture sandbox, ITestOutputHelper output)
{
    [Fact]
    public async Task Ten_deployments_and_rollbacks_under_load_lose_nothing_and_answer_nothing_twice()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        (await repository.DeployUp()).ShouldEndWith(0);

        var gaps = new List<double>();
        var load = telegram.StartLoad(users: 50, updatesPerSecond: 100);
        for (var round = 1; round <= 5; round++)
        {
            repository.Configure(version: round + 1);
            gaps.Add((await repository.DeployUp()).ShouldEndWith(0).GapMilliseconds);
            gaps.Add((await repository.Rollback()).ShouldEndWith(0).GapMilliseconds);
        }

        var report = await load.StopAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        gaps.Sort();
        var median = (gaps[4] + gaps[5]) / 2;
        output.WriteLine(
            $"{report.Sent} sent, {report.Lost} lost, {report.Doubled} doubled, {telegram.Statistics.Conflicts} conflicts; " +
            $"gap {gaps[0]:0.0} to {gaps[^1]:0.0} ms, median {median:0.0} ms");
        report.Lost.ShouldBe(0);
        report.Doubled.ShouldBe(0);
        telegram.Statistics.Conflicts.ShouldBe(0);
        median.ShouldBeLessThan(150);
    }
}
