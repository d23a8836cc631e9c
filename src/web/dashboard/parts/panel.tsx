import { useId, type ReactNode } from 'react';

interface PanelProps {
  title: string;
  /** Its place in the grid of the page. */
  area: string;
  /** What stands beside the title. */
  tools?: ReactNode;
  children: ReactNode;
}

/** One titled part of the page, which a screen reader can go to. */
export function Panel({ title, area, tools, children }: PanelProps) {
  const id = useId();
  return (
    <section className={`panel area-${area}`} aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        {tools}
      </header>
      {children}
    </section>
  );
}
