using System.Text.RegularExpressions;
using System.Xml.Linq;
using TelegramBotStack.Components.Scaffolding;

namespace TelegramBotStack.Components.Tests.Scaffolding;

/// <summary>Many scaffolded bots, built by one run of MSBuild, whose tests then run side by side.</summary>
internal sealed class BotSolution(LocalFeed feed, TemporaryDirectory directory)
{
    private readonly List<Bot> bots = [];

    /// <summary>Scaffolds a bot.</summary>
    public void Add(string template, BotStorage storage)
    {
        var name = string.Concat($"{template}-{storage}-bot".Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        var repository = directory[name];
        Scaffolder.Write(new ScaffoldRequest { Name = name, Template = template, Storage = storage, Output = repository, Feed = feed.Path });
        bots.Add(new Bot(name, Path.Combine(repository, "tests", $"{name}.Tests")));
    }

    /// <summary>Builds all, with warnings as errors.</summary>
    public async Task BuildAsync()
    {
        var solution = directory["Bots.slnx"];
        new XDocument(new XElement("Solution", bots.Select(bot => new XElement("Project", new XAttribute("Path", bot.TestProject))))).Save(solution);
        (await Command.RunAsync(
            "dotnet",
            [
                "build", solution, "--configuration", "Release", "--nologo", "--verbosity", "quiet", "-p:TreatWarningsAsErrors=true", "-maxcpucount",
            ],
            directory.Path,
            feed.Environment)).ShouldEndWith(0);
    }

    /// <summary>Runs the tests of all, a program for each processor, and says of each how many passed.</summary>
    public async Task<IReadOnlyDictionary<string, int>> TestAsync()
    {
        var passed = new Dictionary<string, int>();
        await Parallel.ForEachAsync(bots, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (bot, _) =>
        {
            var tested = (await Command.RunAsync("dotnet", [bot.TestProgram], bot.TestFolder, feed.Environment)).ShouldEndWith(0);
            var totals = Regex.Match(tested.Output, @"Total: (\d+), Errors: 0, Failed: 0, Skipped: 0");
            totals.Success.ShouldBeTrue(tested.Output);
            lock (passed)
            {
                passed.Add(bot.Name, int.Parse(totals.Groups[1].Value));
            }
        });
        return passed;
    }

    private sealed record Bot(string Name, string TestFolder)
    {
        public string TestProject => Path.Combine(TestFolder, $"{Name}.Tests.csproj");

        public string TestProgram => Path.Combine(TestFolder, "bin", "Release", "net10.0", $"{Name}.Tests.dll");
    }
}
