using TelegramBotStack.Components.Tests;

namespace TelegramBotStack.Playground.Tests.NewUser;

public class BenchmarkTests
{
    [Fact]
    public async Task Benchmark_measures_this_stack_beside_the_bare_library_and_prints_a_table()
    {
        var run = (await Bootstrapper.RunAsync(
            RepositoryRoot.Path,
            ["Benchmark", "--benchmark-options", "bots=stack,bare", "rounds=1", "warm-up=100", "warm-up-seconds=10", "seconds=1", "rate=20"])).ShouldEndWith(0);

        run.Output.ShouldContain("| TelegramBotStack as it comes | ");
        run.Output.ShouldContain("| Telegram.Bot, a loop with a lane for each chat | ");
    }
}
