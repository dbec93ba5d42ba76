using System.Globalization;
using System.Text.Json;
using TelegramBotStack.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
try
{
    var line = CommandLine.Parse(args);
    var contestants = line.Bots.Select(Contestant.Named).ToArray();
    if (contestants.Any(contestant => contestant.IsFromNpm))
    {
        await Contestant.InstallPeersAsync();
    }

    if (line.Backlog > 0)
    {
        foreach (var contestant in contestants)
        {
            var (seconds, megabytes) = await Trial.BacklogAsync(contestant, line.Backlog);
            Console.WriteLine($"{contestant.Name}: {line.Backlog:N0} updates in {seconds:0.0} s, {line.Backlog / seconds:N0}/s, at most {megabytes:0} MB");
        }

        return 0;
    }

    var results = contestants.ToDictionary(contestant => contestant, _ => new List<Result>());
    for (var round = 1; round <= line.Rounds; round++)
    {
        foreach (var contestant in contestants)
        {
            var result = await Trial.RunAsync(contestant, line);
            results[contestant].Add(result);
            Console.WriteLine($"round {round}: {contestant.Name,-9} {result}");
        }
    }

    Console.WriteLine(Table.Of(results.ToDictionary(entry => entry.Key, entry => Result.MedianOf(entry.Value))));
    if (line.Json is not null)
    {
        await File.WriteAllTextAsync(line.Json, JsonSerializer.Serialize(results.ToDictionary(entry => entry.Key.Name, entry => Result.MedianOf(entry.Value))));
    }

    return 0;
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
