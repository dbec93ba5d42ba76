using System.Globalization;
using System.Xml.Linq;

namespace TelegramBotStack.Components.Development;

/// <summary>How many tests passed, failed and were skipped, as the test runner's result files tell.</summary>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Failed">Tests that failed.</param>
/// <param name="Skipped">Tests that were not run.</param>
internal sealed record TestCounts(int Passed, int Failed, int Skipped)
{
    /// <summary>Adds up the <c>.trx</c> files below a directory.</summary>
    public static TestCounts Read(string directory)
    {
        var counts = new TestCounts(0, 0, 0);
        foreach (var file in Directory.EnumerateFiles(directory, "*.trx", SearchOption.AllDirectories))
        {
            var counters = XDocument.Load(file).Descendants().First(element => element.Name.LocalName == "Counters");
            int Count(string name) => int.Parse(counters.Attribute(name)!.Value, CultureInfo.InvariantCulture);
            counts = new TestCounts(
                counts.Passed + Count("passed"),
                counts.Failed + Count("failed"),
                counts.Skipped + Count("total") - Count("executed"));
        }

        return counts;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";
}
