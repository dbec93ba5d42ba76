using System.Text.Json;

namespace TelegramBotStack.Components.Development;

/// <summary>
/// The last run in which every test passed, and the sources it ran on. Tests of unchanged sources say nothing new, so a
/// second run reads this instead; what the tests need of the machine is not part of it, which is why it can be asked for anew.
/// </summary>
/// <param name="Sources">Fingerprint of all source files.</param>
/// <param name="At">When the run ended.</param>
/// <param name="Run">What came of it.</param>
internal sealed record GreenRun(string Sources, DateTimeOffset At, TestRun Run)
{
    private const string FileName = "green.json";

    /// <param name="results">The directory the run's results are in.</param>
    /// <param name="sources">Fingerprint of the sources as they are now; null when it cannot be told.</param>
    /// <returns>The last run, if everything passed in it and the sources are the same; otherwise null.</returns>
    public static GreenRun? Find(string results, string? sources)
    {
        var path = Path.Combine(results, FileName);
        if (sources is null || !File.Exists(path))
        {
            return null;
        }

        try
        {
            var last = JsonSerializer.Deserialize<GreenRun>(File.ReadAllBytes(path));
            return last?.Sources == sources ? last : null;
        }
        catch (JsonException)
        {
            // Torn by a killed build: the tests are run again and write it anew.
            return null;
        }
    }

    /// <summary>Keeps this run for the next one.</summary>
    /// <param name="results">The directory the run's results are in.</param>
    public void Keep(string results) =>
        File.WriteAllBytes(Path.Combine(results, FileName), JsonSerializer.SerializeToUtf8Bytes(this));
}
