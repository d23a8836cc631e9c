const SYMBOLS: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'times × cdot · div ÷ pm ± mp ∓ ast ∗ le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ propto ∝ ' +
    'infty ∞ sum ∑ prod ∏ int ∫ partial ∂ nabla ∇ in ∈ notin ∉ subset ⊂ subseteq ⊆ cup ∪ cap ∩ emptyset ∅ ' +
    'forall ∀ exists ∃ neg ¬ land ∧ wedge ∧ lor ∨ vee ∨ to → rightarrow → leftarrow ← Rightarrow ⇒ implies ⇒ ' +
    'Leftrightarrow ⇔ iff ⇔ mapsto ↦ dots … ldots … cdots ⋯ circ ∘ degree ° angle ∠ perp ⊥ parallel ∥ ' +
    'll ≪ gg ≫ mid | langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lvert | rvert | setminus ∖ ' +
    'alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ ' +
    'nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ ' +
    'cong ≅ supset ⊃ supseteq ⊇ prime ′ hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ oplus ⊕ otimes ⊗ longrightarrow ⟶ Longrightarrow ⟹ ' +
    'leftrightarrow ↔ Leftarrow ⇐ uparrow ↑ downarrow ↓ therefore ∴ because ∵ iint ∬ oint ∮ bullet • star ⋆ triangle △ ' +
    'vdots ⋮ ddots ⋱ lbrace { rbrace } vert | Vert ‖ vartheta ϑ varsigma ς Upsilon Υ nmid ∤ models ⊨ vdash ⊢ ' +
    'Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω ' +
    'leqslant ≤ geqslant ≥ lesssim ≲ gtrsim ≳ simeq ≃ asymp ≍ doteq ≐ coloneqq ≔ triangleq ≜ prec ≺ succ ≻ preceq ⪯ succeq ⪰ ' +
    'lt < gt > ni ∋ subsetneq ⊊ supsetneq ⊋ varnothing ∅ complement ∁ nexists ∄ lnot ¬ top ⊤ bot ⊥ surd √ ' +
    'bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigvee ⋁ bigwedge ⋀ coprod ∐ iiint ∭ sqcup ⊔ sqcap ⊓ ominus ⊖ odot ⊙ ' +
    'gets ← longleftarrow ⟵ longleftrightarrow ⟷ Longleftarrow ⟸ Longleftrightarrow ⟺ hookrightarrow ↪ leadsto ⇝ ' +
    'rightleftharpoons ⇌ rightharpoonup ⇀ nearrow ↗ searrow ↘ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ rightrightarrows ⇉ ' +
    'lVert ‖ rVert ‖ lbrack [ rbrack ] backslash \\ colon : dotsc … dotsb ⋯ dotso … hdots … measuredangle ∡ ' +
    'nsubseteq ⊈ nsupseteq ⊉ nleq ≰ ngeq ≱ nless ≮ ngtr ≯ nparallel ∦ lesseqgtr ⋚ smile ⌣ frown ⌢ cdotp · ' +
    'square □ Box □ blacksquare ■ qed ∎ diamond ⋄ bigstar ★ checkmark ✓ dagger † ddagger ‡ circledast ⊛ ' +
    'varpi ϖ varrho ϱ hslash ℏ wp ℘ imath ı jmath ȷ beth ℶ euro € pounds £ copyright ©'
  )
    .split(' ')
    .flatMap((word, index, words) => (index % 2 === 0 ? [[word, words[index + 1] ?? '']] : [])),
);

/** The character that a command of LaTeX stands for; `undefined` where there is none. */
export function symbolOf(name: string): string | undefined {
  return Object.hasOwn(SYMBOLS, name) ? SYMBOLS[name] : undefined;
}

export function isSymbol(name: string): boolean {
  return symbolOf(name) !== undefined;
}
