using System.Globalization;

namespace TelegramBotStack.Simulator.Playground;

/// <summary>Names of variables in a saved test: each once.</summary>
internal sealed class CSharpNames(params IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = [.. taken];

    /// <param name="wish">What the variable stands for, in anybody's words.</param>
    /// <param name="otherwise">The name when the wish has no letters that are sure to be understood.</param>
    public string Take(string wish, string otherwise)
    {
        var pascal = CSharpText.Pascal(wish, otherwise);
        var name = char.ToLowerInvariant(pascal[0]) + pascal[1..];
        var free = CSharpText.IsKeyword(name) || _taken.Contains(name)
            ? Enumerable.Range(2, int.MaxValue - 2).Select(number => name + number.ToString(CultureInfo.InvariantCulture)).First(one => !_taken.Contains(one))
            : name;
        _taken.Add(free);
        return free;
    }
}
